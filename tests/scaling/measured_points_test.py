import unittest

import measured_points


class MeasuredPointsTest(unittest.TestCase):
    def test_tells_apart_whichever_is_greater(self):
        for measured, simulated in ((1, 3), (3, 1)):
            self.assertEqual(measured_points.Point("", measured, simulated).times, 3)


if __name__ == "__main__":
    unittest.main()
