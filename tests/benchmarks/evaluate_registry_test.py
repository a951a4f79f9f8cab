import unittest

import evaluate_registry


def reading(article, *offices):
    facts = [{
        "kind": "FACT_KIND_OFFICE",
        "office": {"normalizedTitle": office},
        "participants": [{"role": "PARTICIPANT_ROLE_HOLDER", "entity": person}, {"role": "PARTICIPANT_ROLE_COUNTRY", "entity": "no"}],
    } for person, office in offices]
    return {"article": {"name": article}, "facts": facts + [{"kind": "FACT_KIND_EVENT"}]}


class Offices(unittest.TestCase):
    def test_are_counted_by_person_and_article(self):
        offices = evaluate_registry.offices_by_person([reading("a", ("lee", "Mayor"), ("ray", "King")), reading("b", ("lee", "Judge")), {"article": {"name": "c"}}])
        self.assertEqual(evaluate_registry.in_several_articles(offices), {"lee": [{"Mayor"}, {"Judge"}]})

    def test_that_two_articles_do_not_share(self):
        self.assertTrue(evaluate_registry.share_none([{"Mayor"}, {"Mayor", "Judge"}, {"Judge"}]))
        self.assertFalse(evaluate_registry.share_none([{"Mayor"}, {"Mayor", "Judge"}]))


if __name__ == "__main__":
    unittest.main()
