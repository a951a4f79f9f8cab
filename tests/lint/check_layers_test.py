import pathlib
import unittest

import check_layers

ROWS = {"proto/messages": [], "ingest_service/text": [], "ingest_service/facts": ["ingest_service/text"]}


class ParseLayers(unittest.TestCase):
    def test_row_goes_on_over_indented_lines(self):
        rows, problems = check_layers.parse_layers("a:\nb:\nc: a\n  b\n")
        self.assertEqual((rows, problems), ({"a": [], "b": [], "c": ["a", "b"]}, []))

    def test_star_is_every_row_above_in_a_folder(self):
        rows, problems = check_layers.parse_layers("a/x:\nb: a/*\na/y:\n")
        self.assertEqual((rows["b"], problems), (["a/x"], []))

    def test_row_that_names_one_below_is_a_cycle(self):
        self.assertTrue(check_layers.parse_layers("a: b\nb: a\n")[1])

    def test_services_share_only_the_contract(self):
        text = "ingest_service/feed:\nquery_service/index: ingest_service/feed\n"
        self.assertTrue(check_layers.parse_layers(text)[1])

    def test_platform_knows_no_news(self):
        self.assertTrue(check_layers.parse_layers("proto/messages:\nplatform/rpc: proto/messages\n")[1])

    def test_stages_do_not_speak_grpc(self):
        self.assertTrue(check_layers.parse_layers("proto/services:\ningest_service/feed: proto/services\n")[1])

    def test_rpc_folder_speaks_grpc(self):
        self.assertFalse(check_layers.parse_layers("proto/services:\ningest_service/rpc: proto/services\n")[1])


class Includes(unittest.TestCase):
    def problems(self, path, text):
        return check_layers.problems_in_file(pathlib.PurePosixPath(path), text, ROWS)

    def test_upstream_folder_may_be_included(self):
        self.assertFalse(self.problems("ingest_service/facts/x.cc", '#include "ingest_service/text/span.h"\n'))

    def test_downstream_folder_may_not(self):
        self.assertTrue(self.problems("ingest_service/text/x.cc", '#include "ingest_service/facts/x.h"\n'))

    def test_contract_needs_its_row(self):
        self.assertTrue(self.problems("ingest_service/text/x.cc", '#include "dateline/v1/fact.pb.h"\n'))

    def test_include_in_a_comment_is_none(self):
        self.assertFalse(self.problems("ingest_service/text/x.cc", '// #include "ingest_service/facts/x.h"\n'))

    def test_folder_without_a_row(self):
        self.assertTrue(self.problems("ingest_service/new/x.cc", ""))

    def test_test_of_one_service_leaves_the_other_alone(self):
        include = '#include "query_service/index/index.h"\n'
        self.assertTrue(self.problems("tests/ingest_service/feed/x_test.cc", include))
        self.assertFalse(self.problems("tests/end_to_end/x_test.cc", include))


if __name__ == "__main__":
    unittest.main()
