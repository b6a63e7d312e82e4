"""What the page docs/reference/format.md says of decisions beside their keys: how conditions read, and what follows."""

from __future__ import annotations


def decisions(flow_chart: str) -> str:
    """The sections, with a decision in steps as their example."""
    return "\n".join((CONDITIONS, POLICIES, CHAINS, f"{STEPS}\n```yaml\n{flow_chart.rstrip()}\n```\n"))


CONDITIONS = """### Conditions {#condition}

What a rule asks of an input, or where a branch of a step begins.

| Input | Conditions |
|---|---|
| yes or no | `yes`, `no` |
| choice or decision | `some`, `not some`, or a list of which any may hold: `[none, well]` |
| the same, if ordered | also `at least some`, `at most some`, `over none`, `under well`, `none to some` |
| number | `100`, `at least 100`, `at most 100`, `over 100`, `under 100`, `100 to 999`, `100 to under 1_000`, \
`over 100 to 999`, or a list of which any may hold: `[0, over 100]` |
| date | as for numbers: `2026-01-31`, `under 2026-01-31`, `2026-01-01 to 2026-01-31` |

Answers go by their ids; those of a decision are the ids of its outcomes, ordered if it says `outcomes_ordered: yes`.
`A to B` holds both ends. Symbols such as `>=` are not read; the check names the words for them.
"""
POLICIES = """### Hit policies {#hit-policy}

What holds when several rules match:

- `unique`, the default: That is an error, so each rule can be read by itself.
- `first`: The first of them in the file speaks. The check names the pairs whose order decides; where you mean it, a
  [waiver](../contributing/data.md#letting-a-warning-stand) for `D007` says why.
- `any`: They must have the same outcome.
- `priority`: The one whose outcome stands first among `outcomes` speaks.
- `collect`: Each of their outcomes is given once, in the order of `outcomes`.
- `rule-order`, `output-order`: Each outcome is given, with repeats, in the order of the rules or of `outcomes`; for
  tables that come from elsewhere.

`otherwise` speaks under each of them when no rule matches. Where nothing matches and there is no `otherwise`, that is
an error, unless the decision says `no_match: allowed`.
"""
CHAINS = """### Decisions that rest on others {#chain}

The input `effort: {decision: effort}` is answered by the decision `effort`. A reader is asked the questions of that
one; a question that both ask belongs into `inputs.yml` and is asked once. In examples and for `decisionbook evaluate`,
its input `machines` is `effort.machines`, or just `machines` where no other input has the name. A shared input goes by
its name alone, or by `shared:skill` where the decision has another input of that name. The outcome may be given in
place of all of them: `effort: small`. A decision that others rest on must end in one outcome, whatever the answers.
"""
STEPS = """### Flow charts {#flow-chart}

`start` and `steps` in place of `rules` and `otherwise`: a step asks one input, and its answers lead to other steps or
to outcomes. Several may lead to the same one. Each answer needs a way, and no way may come back to where it was or ask
what it has answered.
"""
