// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.Terminal.Colour;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.RegistrationRow;
import earshot.storage.SubscriptionRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What SIP tells outside calls, as tables. What is unknown is a dash; no time of day is in them. */
public final class OutsideTables {
    private OutsideTables() {}

    /** One line per binding, or for what was tried in vain. */
    public static String registrations(List<RegistrationRow> registrations, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("ADDRESS OF RECORD", 32),
                Column.left("CONTACT", 36),
                Column.left("STATE", 0),
                Column.right("GRANTED"),
                Column.right("REFRESHES"),
                Column.right("FAILED"),
                Column.left("LAST FAILURE", 24),
                Column.left("FROM", 0),
                Column.left("NAT", 0),
                Column.left("DEVICE", 28));
        for (RegistrationRow one : registrations) {
            table.add(
                    Cell.of(one.aor()),
                    Cell.of(text(one.contactUri())),
                    new Cell(one.state(), registrationColour(one)),
                    Cell.of(one.expiresGrantedSeconds() == null ? "-" : one.expiresGrantedSeconds() + " s"),
                    Cell.of(Integer.toString(one.refreshes())),
                    Cell.of(Integer.toString(one.failures())),
                    Cell.of(text(one.lastFailure())),
                    Cell.of(one.src() + " " + one.transport()),
                    Cell.of(one.behindNat() == null ? "-" : one.behindNat() ? "yes" : "no"),
                    Cell.of(text(one.userAgent())));
        }
        return table.render(terminal);
    }

    /** One line per subscription or publication. */
    public static String subscriptions(List<SubscriptionRow> subscriptions, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("KIND", 0),
                Column.left("EVENT", 20),
                Column.left("WHO", 24),
                Column.left("OF", 24),
                Column.left("STATE", 0),
                Column.right("GRANTED"),
                Column.right("REFRESHES"),
                Column.right("NOTIFIED"),
                Column.left("ENDED BY", 18),
                Column.left("LAST FAILURE", 24));
        for (SubscriptionRow one : subscriptions) {
            table.add(
                    Cell.of(one.kind()),
                    Cell.of(text(one.event())),
                    Cell.of(one.fromUser().isEmpty() ? one.from() : one.fromUser()),
                    Cell.of(one.toUser().isEmpty() ? one.to() : one.toUser()),
                    new Cell(one.state(), one.state().equals("failed") ? Colour.POOR : Colour.NONE),
                    Cell.of(one.expiresGrantedSeconds() == null ? "-" : one.expiresGrantedSeconds() + " s"),
                    Cell.of(Integer.toString(one.refreshes())),
                    Cell.of(Integer.toString(one.notifications())),
                    Cell.of(text(one.terminatedReason())),
                    Cell.of(text(one.lastFailure())));
        }
        return table.render(terminal);
    }

    /** One line per pair of addresses. */
    public static String availability(List<AvailabilityRow> peers, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("FROM", 0),
                Column.left("PEER", 0),
                Column.left("STATE", 0),
                Column.right("PINGS"),
                Column.right("ANSWERED"),
                Column.right("TIMEOUTS"),
                Column.right("CHANGES"),
                Column.right("LAST"),
                Column.right("MIN"),
                Column.right("MEAN"),
                Column.right("MAX"),
                Column.right("OVER 1300"),
                Column.right("FRAGMENTED"),
                Column.right("LARGEST"));
        for (AvailabilityRow one : peers) {
            table.add(
                    Cell.of(one.src()),
                    Cell.of(one.peer()),
                    new Cell(one.state(), peerColour(one.state())),
                    Cell.of(Integer.toString(one.pings())),
                    Cell.of(Integer.toString(one.answered())),
                    Cell.of(Integer.toString(one.timeouts())),
                    Cell.of(Integer.toString(one.transitions())),
                    Cell.of(milliseconds(one.responseMs())),
                    Cell.of(milliseconds(one.responseMinMs())),
                    Cell.of(milliseconds(one.responseMeanMs())),
                    Cell.of(milliseconds(one.responseMaxMs())),
                    Cell.of(Integer.toString(one.oversized())),
                    Cell.of(Integer.toString(one.fragmented())),
                    Cell.of(one.octetsMax() == null ? "-" : one.octetsMax().toString()));
        }
        return table.render(terminal);
    }

    /** One line per user and address. */
    public static String authentication(List<AuthenticationFailureRow> failures, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("USER", 32),
                Column.left("FROM", 0),
                Column.left("AT", 0),
                Column.right("REFUSED"),
                Column.right("IN A ROW"),
                Column.right("ACCEPTED"),
                Column.right("LAST"),
                Column.left("METHODS", 24),
                Column.left("DEVICE", 28));
        for (AuthenticationFailureRow one : failures) {
            table.add(
                    Cell.of(one.aor()),
                    Cell.of(one.src()),
                    Cell.of(one.dst()),
                    Cell.of(Integer.toString(one.failures())),
                    Cell.of(Integer.toString(one.consecutiveFailures())),
                    Cell.of(Integer.toString(one.accepted())),
                    Cell.of(Integer.toString(one.lastStatus())),
                    Cell.of(String.join(" ", one.methods())),
                    Cell.of(text(one.userAgent())));
        }
        return table.render(terminal);
    }

    private static Colour registrationColour(RegistrationRow row) {
        if (row.state().equals("failed") || row.consecutiveFailures() > 0) return Colour.POOR;
        return switch (row.state()) {
            case "registered" -> Colour.GOOD;
            case "expired" -> Colour.FAIR;
            default -> Colour.QUIET;
        };
    }

    private static Colour peerColour(String state) {
        return switch (state) {
            case "up" -> Colour.GOOD;
            case "down" -> Colour.POOR;
            default -> Colour.QUIET;
        };
    }

    private static String text(String value) {
        return value.isEmpty() ? "-" : value;
    }

    private static String milliseconds(@Nullable Double ms) {
        return ms == null ? "-" : String.format(Locale.ROOT, "%.1f ms", ms);
    }
}
