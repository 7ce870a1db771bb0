"""What senders wrote stands in a table of the command line as text: it neither colours nor moves anything."""

from pathlib import Path

from regard.analytics.tests.factories import interaction
from regard.foundation.lake.api import Lake, LakeWriter
from regard.foundation.lake.tests.test_lake import rows
from tests.server.test_commands import regard


def test_metrics__of_a_channel_named_to_harm__are_printed_as_it_is_written(tmp_path: Path) -> None:
    with LakeWriter(Lake.open(tmp_path)) as writer:
        hostile = interaction("Order Completed", channel="[red]x\x1b[2J\ny[/red]", customer_id="cus_1")
        writer.append("interactions", rows(hostile))
    code, out, _ = regard("metrics", "interactions", "--by", "channel", folder=tmp_path)
    assert code == 0
    assert "[red]x" in out
    assert "y[/red]" in out
    assert "\x1b" not in out
