import unittest

import check_fail_points

_CYCLES = "tests/crash/crash_cycles_test.cc"
_BACKUP = "tests/crash/backup_test.cc"


class FailPoints(unittest.TestCase):
    def problems(self, path, name, cycles, backup=""):
        tests = {_CYCLES: cycles, _BACKUP: backup}
        return check_fail_points.problems_in({path: f'  DATELINE_FAIL_POINT("{name}");'}, tests)

    def test_fail_point_with_its_death(self):
        death = 'Death{\n  .service = kIngest, .fail_point = "torn"}'
        self.assertFalse(self.problems("ingest_service/log.cc", "torn", death))

    def test_fail_point_without(self):
        self.assertEqual(self.problems("ingest_service/log.cc", "torn", ""), [f"{_CYCLES}: Ingest does not die at torn"])

    def test_what_both_services_pass_kills_both(self):
        death = '{.service = kIngest, .fail_point = "torn"}'
        self.assertEqual(self.problems("platform/file.cc", "torn", death), [f"{_CYCLES}: Query does not die at torn"])
        self.assertFalse(self.problems("platform/file.cc", "torn", death + '{.service = kQuery, .fail_point = "torn"}'))

    def test_death_at_nothing(self):
        death = '{.service = kQuery, .fail_point = "torn"}{.service = kQuery, .fail_point = "whole"}'
        self.assertEqual(self.problems("query_service/index.cc", "torn", death),
                         [f"{_CYCLES}: no fail-point of Query: whole"])

    def test_what_is_tested_elsewhere_is_tested_there(self):
        self.assertTrue(self.problems("platform/copy.cc", "before_backup_is_named", ""))
        self.assertFalse(self.problems("platform/copy.cc", "before_backup_is_named", "", '"before_backup_is_named"'))


if __name__ == "__main__":
    unittest.main()
