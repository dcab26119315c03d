// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.Terminal.Colour;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import earshot.storage.TransactionRow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Calls and streams as tables, the same for {@code analyze} and {@code demo}. What is unknown is a dash.
 *
 * <p>No time of day is in them, so that a capture and its replay give the same table.
 */
public final class CallTable {
    /** The bands of the dashboards: MOS 4.0 and 3.6, loss 1 % and 3 %, jitter 20 ms and 30 ms. */
    private static final double MOS_GOOD = 4.0;

    private static final double MOS_FAIR = 3.6;
    private static final double LOSS_FAIR_PERCENT = 1;
    private static final double LOSS_POOR_PERCENT = 3;
    private static final double JITTER_FAIR_MS = 20;
    private static final double JITTER_POOR_MS = 30;

    private CallTable() {}

    /** One line per call, in order of their start. */
    public static String calls(List<CallRow> calls, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("CALL-ID", 36),
                Column.left("FROM", 18),
                Column.left("TO", 18),
                Column.left("STATE", 0),
                Column.right("STATUS"),
                Column.right("SETUP"),
                Column.right("TALK"),
                Column.right("MOS-LQ"),
                Column.right("LOSS"),
                Column.right("JITTER"),
                Column.right("STREAMS"),
                Column.left("ENDED BY", 0));
        calls.stream()
                .sorted(Comparator.comparing(CallRow::startTime).thenComparing(CallRow::callId))
                .forEach(call -> table.add(
                        Cell.of(call.callId()),
                        Cell.of(party(call.fromUser(), call.from())),
                        Cell.of(party(call.toUser(), call.to())),
                        new Cell(call.state(), stateColour(call.state())),
                        Cell.of(
                                call.finalStatus() == null
                                        ? "-"
                                        : call.finalStatus().toString()),
                        Cell.of(number("%.0f ms", call.setupMs())),
                        Cell.of(call.durationMs() == null ? "-" : number("%.1f s", call.durationMs() / 1000)),
                        new Cell(number("%.2f", call.mosLq()), mosColour(call.mosLq())),
                        new Cell(number("%.1f %%", call.lossPercentMax()), lossColour(call.lossPercentMax())),
                        new Cell(number("%.1f ms", call.jitterMaxMs()), jitterColour(call.jitterMaxMs())),
                        Cell.of(Integer.toString(call.streams().size())),
                        Cell.of(call.endedBy() == null ? "-" : call.endedBy())));
        return table.render(terminal) + CallRemarks.of(calls);
    }

    /** One line per stream, in order of their start. */
    public static String streams(List<StreamRow> streams, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("STREAM", 0),
                Column.left("SSRC", 0),
                Column.left("CODEC", 16),
                Column.right("PACKETS"),
                Column.right("LOST"),
                Column.right("LOSS"),
                Column.right("DUP"),
                Column.right("REORDERED"),
                Column.right("JITTER"),
                Column.right("MAX"),
                Column.right("MOS-LQ"),
                Column.right("RTT"),
                Column.left("CALL-ID", 36));
        streams.stream()
                .sorted(Comparator.comparing(StreamRow::startTime)
                        .thenComparing(StreamRow::src)
                        .thenComparing(StreamRow::ssrc))
                .forEach(stream -> table.add(
                        Cell.of(pathOf(stream)),
                        Cell.of(stream.ssrc()),
                        Cell.of(stream.codec() == null ? "-" : stream.codec()),
                        Cell.of(Long.toString(stream.packets())),
                        Cell.of(Long.toString(stream.lost())),
                        lossOf(stream),
                        Cell.of(Long.toString(stream.duplicates())),
                        Cell.of(Long.toString(stream.outOfOrder())),
                        new Cell(number("%.1f ms", stream.jitterMeanMs()), jitterColour(stream.jitterMeanMs())),
                        Cell.of(number("%.1f ms", stream.jitterMaxMs())),
                        new Cell(number("%.2f", stream.mosLq()), mosColour(stream.mosLq())),
                        Cell.of(number("%.0f ms", stream.rttMs())),
                        Cell.of(stream.callIds().isEmpty() ? "-" : String.join(" ", stream.callIds()))));
        return table.render(terminal) + StreamRemarks.of(streams);
    }

    /** Loss that the probe may have made itself is an upper bound, and neither good nor bad. */
    private static Cell lossOf(StreamRow stream) {
        if (stream.captureSuspect()) return Cell.of(number("<= %.1f %%", stream.lossPercent()));
        return new Cell(number("%.1f %%", stream.lossPercent()), lossColour(stream.lossPercent()));
    }

    /** One line per transaction outside calls, in order of their start. */
    public static String transactions(List<TransactionRow> transactions, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("METHOD", 12),
                Column.left("FROM", 18),
                Column.left("TO", 18),
                Column.right("STATUS"),
                Column.right("RESPONSE"),
                Column.right("MESSAGES"),
                Column.left("CALL-ID", 36));
        for (TransactionRow transaction : transactions) {
            table.add(
                    Cell.of(transaction.method()),
                    Cell.of(party(transaction.fromUser(), transaction.from())),
                    Cell.of(party(transaction.toUser(), transaction.to())),
                    Cell.of(
                            transaction.status() == null
                                    ? "-"
                                    : transaction.status().toString()),
                    Cell.of(number("%.1f ms", transaction.responseMs())),
                    Cell.of(Integer.toString(transaction.messages())),
                    Cell.of(transaction.callId()));
        }
        return table.render(terminal);
    }

    private static String party(String user, String uri) {
        return user.isEmpty() ? uri : user;
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static Colour stateColour(String state) {
        return switch (state) {
            case "answered" -> Colour.GOOD;
            case "failed" -> Colour.POOR;
            case "incomplete" -> Colour.QUIET;
            default -> Colour.FAIR;
        };
    }

    private static Colour mosColour(@Nullable Double mos) {
        if (mos == null) return Colour.NONE;
        return mos >= MOS_GOOD ? Colour.GOOD : mos >= MOS_FAIR ? Colour.FAIR : Colour.POOR;
    }

    private static Colour lossColour(@Nullable Double percent) {
        if (percent == null) return Colour.NONE;
        return percent < LOSS_FAIR_PERCENT ? Colour.NONE : percent <= LOSS_POOR_PERCENT ? Colour.FAIR : Colour.POOR;
    }

    private static Colour jitterColour(@Nullable Double jitterMs) {
        if (jitterMs == null) return Colour.NONE;
        return jitterMs < JITTER_FAIR_MS ? Colour.NONE : jitterMs <= JITTER_POOR_MS ? Colour.FAIR : Colour.POOR;
    }

    private static String pathOf(StreamRow stream) {
        String around = stream.encapsulation().isEmpty() ? "" : " (" + stream.encapsulation() + ")";
        return stream.src() + " → " + stream.dst() + around;
    }
}
