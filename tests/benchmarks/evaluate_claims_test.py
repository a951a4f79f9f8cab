"""Tests of evaluate_claims.py."""
import unittest

import evaluate_claims

ARTICLE = """<Document doc_name="1_1ecbplus.xml" doc_id="D">
<token t_id="1" sentence="0" number="0">http</token>
<token t_id="2" sentence="1" number="0">Lohan</token>
<token t_id="3" sentence="1" number="1">flees</token>
<token t_id="4" sentence="2" number="0">Đo</token>
<token t_id="5" sentence="2" number="1">fled</token>
<Markables>
<ACTION_OCCURRENCE m_id="7"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="8"><token_anchor t_id="5"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="9"><token_anchor t_id="2"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="10" TAG_DESCRIPTOR="flight" instance_id="ACT1"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="7"/><source m_id="8"/><target m_id="10"/></CROSS_DOC_COREF>
<CROSS_DOC_COREF r_id="2" note="HUM1"><source m_id="9"/><target m_id="11"/></CROSS_DOC_COREF>
</Relations>
</Document>"""


class EvaluateClaimsTest(unittest.TestCase):
    def test_reads_words_and_marks(self):
        text, marked = evaluate_claims.read_article(ARTICLE)
        self.assertEqual(text, "Lohan flees\nĐo fled\n")
        self.assertEqual(marked, [(6, 11, "ACT1"), (16, 20, "ACT1")])

    def test_finds_the_event_of_a_fact(self):
        fact = {"kind": "FACT_KIND_EVENT", "trigger": {"beginByte": 6, "endByte": 11}}
        self.assertEqual(evaluate_claims.event_of(fact, [(6, 11, "ACT1")]), "ACT1")
        self.assertIsNone(evaluate_claims.event_of(fact, [(11, 15, "ACT1")]))
        self.assertIsNone(evaluate_claims.event_of({**fact, "kind": "FACT_KIND_STATEMENT"}, [(6, 11, "ACT1")]))

    def test_scores_pairs_of_different_articles(self):
        events = {(0, 0): "A", (0, 1): "A", (1, 0): "A", (2, 0): "B"}
        compared = [((0, 0), (1, 0)), ((1, 0), (2, 0)), ((0, 5), (1, 0))]
        self.assertEqual(evaluate_claims.score(events, compared), (1, 2, 2))


if __name__ == "__main__":
    unittest.main()
