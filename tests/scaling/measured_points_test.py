import unittest

import capacity
import measured_points


class MeasuredPointsTest(unittest.TestCase):
    def test_simulation_is_where_it_was_measured(self):
        for point in measured_points.pair_points() + measured_points.question_points():
            with self.subTest(point.name):
                self.assertLessEqual(point.times, point.most_times)

    def test_some_points_were_not_fitted(self):
        points = measured_points.pair_points() + measured_points.question_points()
        follow = [point for point in points if not point.is_fitted]
        self.assertGreaterEqual(len(follow), 2 * len(capacity.QUESTIONS))

    def test_tells_apart_whichever_is_greater(self):
        for measured, simulated in ((1, 3), (3, 1)):
            self.assertEqual(measured_points.Point("", measured, simulated, 2).times, 3)


if __name__ == "__main__":
    unittest.main()
