import unittest

import evaluate_events


def event(root, *mentions):
    """A fact as the extractor prints it, whose participants are named in the spans `mentions`."""
    participants = [{"mention": {"beginByte": begin, "endByte": end}} for begin, end in mentions]
    return {"eventType": "EVENT_TYPE_" + root, "participants": participants}


class MarkedSpan(unittest.TestCase):
    MARKED = "<s>Perú</s> sued <t>the bank</t>."

    def test_bytes_are_those_of_the_sentence_without_marks(self):
        self.assertEqual(evaluate_events.marked_span(self.MARKED, "s", "Perú"), (0, 5))
        self.assertEqual(evaluate_events.marked_span(self.MARKED, "t", "the bank"), (11, 19))

    def test_unmarked_phrase_is_looked_up(self):
        self.assertEqual(evaluate_events.marked_span("<s>Peru</s> sued it.", "t", "it"), (10, 12))


class PloverRoot(unittest.TestCase):
    def test_planned_meeting_is_an_agreement(self):
        self.assertEqual(evaluate_events.plover_root(event("CONSULT") | {"modality": "MODALITY_PLANNED"}), "AGREE")

    def test_what_will_not_be_done_is_refused(self):
        refused = event("RETREAT") | {"modality": "MODALITY_PLANNED", "negated": True}
        self.assertEqual(evaluate_events.plover_root(refused), "REJECT")
        self.assertEqual(evaluate_events.plover_root(event("AGREE") | {"negated": True}), "REJECT")

    def test_conviction_accuses(self):
        self.assertEqual(evaluate_events.plover_root(event("SANCTION") | {"mode": "convict"}), "ACCUSE")


class RootBetween(unittest.TestCase):
    def test_event_that_holds_both_counts(self):
        events = [event("CONSULT", (0, 4)), event("ACCUSE", (0, 4), (10, 14))]
        self.assertEqual(evaluate_events.root_between(events, (0, 4), (10, 14)), "ACCUSE")

    def test_roots_that_the_dyads_merge_are_merged(self):
        self.assertEqual(evaluate_events.root_between([event("RETREAT")], (0, 1), (2, 3)), "YIELD")

    def test_no_event_is_no_root(self):
        self.assertEqual(evaluate_events.root_between([], (0, 1), (2, 3)), "")


class MacroF1(unittest.TestCase):
    def test_every_wanted_root_counts_alike(self):
        self.assertEqual(evaluate_events.macro_f1([("AID", "AID"), ("AID", "AID"), ("REJECT", "")]), 0.5)


class ReadUnits(unittest.TestCase):
    def unit(self, category):
        return (f'<Sentence id="1" category="{category}"><!-- eventcode="012" --><EventCoding eventcode="042"></EventCoding>'
                "<Text>\nArnor met\nBree.</Text></Sentence>")

    def test_lands_are_real_and_codes_of_both_schemes_count(self):
        self.assertEqual(evaluate_events.read_units(self.unit("DEMO")), [("Norway met Peru.", [{"SUPPORT", "CONSULT"}])])

    def test_nonsense_is_left_out(self):
        self.assertEqual(evaluate_events.read_units(self.unit("PATTERN")), [])


if __name__ == "__main__":
    unittest.main()
