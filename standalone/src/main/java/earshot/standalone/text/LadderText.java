// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.events.AgentLog;
import earshot.events.Endpoints;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import earshot.events.SipReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A call's ladder as text: one lane per address, one arrow per message, time from the first message in seconds.
 * Retransmissions are drawn with dashes and say so. What agents logged stands between the arrows, in order of time.
 */
public final class LadderText {
    private static final String ATTEST = ";attest=";
    private static final int TIME_WIDTH = 11;
    private static final int LANE_WIDTH_MIN = 26;
    private static final int LANE_WIDTH_MAX = 60;
    private static final int LABEL_MARGIN = 6; // room for both lanes and an arrow that is still seen as one

    private final List<SipMessage> messages;
    private final List<AgentLog> logs;
    private final List<String> lanes;
    private final int laneWidthWanted;
    private int laneWidth;
    private long startMicros;

    /** A ladder of messages in order of time, and of lines in any order, all of one call. */
    public LadderText(List<SipMessage> messages, List<AgentLog> logs) {
        this.messages = List.copyOf(messages);
        this.logs = logs.stream()
                .sorted(Comparator.comparingLong(AgentLog::getTimeMicros))
                .toList();
        Set<String> seen = new LinkedHashSet<>();
        int longest = 0;
        for (SipMessage message : messages) {
            seen.add(source(message));
            seen.add(destination(message));
            longest = Math.max(longest, label(message, true).length());
        }
        this.lanes = new ArrayList<>(seen);
        this.laneWidthWanted = Math.min(longest + LABEL_MARGIN, LANE_WIDTH_MAX);
    }

    /** The ladder, each line ending in a line feed; empty for no messages and no lines. */
    public String render(Terminal terminal) {
        StringBuilder text = new StringBuilder();
        startMicros = startMicros();
        if (!messages.isEmpty()) {
            laneWidth = laneWidth(terminal);
            text.append(terminal.paint(Terminal.Colour.HEADING, headings())).append('\n');
        }
        int logged = 0;
        Set<String> drawn = new HashSet<>();
        String around = "";
        for (SipMessage message : messages) {
            while (logged < logs.size() && logs.get(logged).getTimeMicros() < message.getTimeMicros()) {
                text.append(line(logs.get(logged++), terminal));
            }
            if (!message.getEncapsulation().equals(around)) {
                around = message.getEncapsulation();
                text.append(terminal.paint(Terminal.Colour.QUIET, inside(around)))
                        .append('\n');
            }
            boolean isRepeated = !drawn.add(identity(message));
            String arrow = arrow(message, isRepeated);
            text.append(terminal.paint(Terminal.Colour.QUIET, time(message.getTimeMicros())))
                    .append(terminal.paint(colour(message), arrow))
                    .append('\n');
        }
        while (logged < logs.size()) text.append(line(logs.get(logged++), terminal));
        return text.toString();
    }

    private long startMicros() {
        if (!messages.isEmpty()) return messages.get(0).getTimeMicros();
        return logs.isEmpty() ? 0 : logs.get(0).getTimeMicros();
    }

    private String time(long micros) {
        String time = String.format("%9.6f  ", (micros - startMicros) / 1e6);
        return time.substring(0, Math.min(TIME_WIDTH, time.length()));
    }

    /** Across all lanes, as far as the terminal is wide. */
    private String line(AgentLog log, Terminal terminal) {
        String agent = log.getProbe().substring(log.getProbe().indexOf('/') + 1);
        String said = "· " + agent + ": " + TextTable.harmless(log.getText()) + (log.getCut() ? " …" : "");
        int room = terminal.columns() == 0 ? said.length() : Math.max(LANE_WIDTH_MIN, terminal.columns() - TIME_WIDTH);
        if (said.length() > room) said = said.substring(0, room - 1) + "…";
        return terminal.paint(Terminal.Colour.QUIET, time(log.getTimeMicros()) + said) + '\n';
    }

    /** What is around the packets is said before the first message and wherever it changes. */
    private static String inside(String encapsulation) {
        String what = encapsulation.isEmpty() ? "without tags or tunnels" : "in " + encapsulation;
        return " ".repeat(TIME_WIDTH) + TextTable.harmless(what);
    }

    /** Wide enough for the longest label, but no wider than the terminal allows while names of lanes still fit. */
    private int laneWidth(Terminal terminal) {
        int widestLane = lanes.stream().mapToInt(String::length).max().orElse(0);
        int narrowest = Math.max(LANE_WIDTH_MIN, widestLane + 2);
        int allowed = terminal.columns() == 0 ? LANE_WIDTH_MAX : (terminal.columns() - TIME_WIDTH) / lanes.size();
        return Math.max(narrowest, Math.min(laneWidthWanted, allowed));
    }

    private String headings() {
        char[] line = blank();
        for (int i = 0; i < lanes.size(); i++) {
            String lane = lanes.get(i);
            int start = Math.max(0, Math.min(at(i) - lane.length() / 2, line.length - lane.length()));
            lane.getChars(0, lane.length(), line, start);
        }
        return " ".repeat(TIME_WIDTH) + new String(line).stripTrailing();
    }

    private String arrow(SipMessage message, boolean isRepeated) {
        int from = at(lanes.indexOf(source(message)));
        int to = at(lanes.indexOf(destination(message)));
        char[] line = blank();
        for (int i = 0; i < lanes.size(); i++) line[at(i)] = '│';
        String label = TextTable.harmless(label(message, false)) + (isRepeated ? " (again)" : "");
        if (from == to) {
            write(line, " " + label, from + 1, line.length);
            return new String(line).stripTrailing();
        }
        int left = Math.min(from, to) + 1;
        int right = Math.max(from, to);
        Arrays.fill(line, left, right, isRepeated ? '╌' : '─');
        line[from < to ? right - 1 : left] = from < to ? '▶' : '◀';
        String padded = " " + label + " ";
        int room = right - left - 4;
        if (padded.length() > room) padded = padded.substring(0, Math.max(0, room - 2)) + "… ";
        write(line, padded, left + (right - left - padded.length()) / 2, right);
        return new String(line).stripTrailing();
    }

    private static void write(char[] line, String text, int start, int end) {
        int length = Math.min(text.length(), end - start);
        if (length > 0) text.getChars(0, length, line, start);
    }

    private char[] blank() {
        char[] line = new char[laneWidth * lanes.size()];
        Arrays.fill(line, ' ');
        return line;
    }

    private int at(int lane) {
        return lane * laneWidth + laneWidth / 2;
    }

    private static String label(SipMessage message, boolean isWidest) {
        String what = message.getRequestUri() != null
                ? message.getMethod()
                : message.getStatusCode() + " " + (message.getReasonPhrase() == null ? "" : message.getReasonPhrase());
        return what.strip() + notes(message) + media(message) + (isWidest ? " (again)" : "");
    }

    /** Why it was sent, who vouches for the caller, and how many digits it dials, where it says so. */
    private static String notes(SipMessage message) {
        StringBuilder notes = new StringBuilder();
        for (SipReason reason : message.getReasons()) {
            notes.append(" · ").append(reason.getProtocol());
            if (reason.getCause() >= 0) notes.append(' ').append(reason.getCause());
        }
        String identity = message.getHeaders().getOrDefault("identity", "");
        int attest = identity.indexOf(ATTEST) + ATTEST.length();
        boolean attests = attest >= ATTEST.length() && attest < identity.length();
        if (attests) notes.append(" · attest ").append(identity.charAt(attest));
        int digits = message.getDialledDigits();
        if (digits > 0) notes.append(" · ").append(digits).append(digits == 1 ? " digit" : " digits");
        return notes.toString();
    }

    /** What an SDP body offers: the first codec and the endpoint of each live m-line. */
    private static String media(SipMessage message) {
        if (message.getSdp() == null) return "";
        List<String> parts = new ArrayList<>();
        for (SdpMedia media : message.getSdp().getMedia()) {
            if (media.getPort() == 0) continue;
            String codec = media.getCodecs().isEmpty()
                    ? media.getKind()
                    : media.getCodecs().get(0).getName();
            parts.add(codec + " " + Endpoints.of(media.getAddress(), media.getPort()));
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static Terminal.Colour colour(SipMessage message) {
        int status = message.getStatusCode();
        if (status == 0) return Terminal.Colour.LINK;
        if (status >= 400) return Terminal.Colour.POOR;
        return status >= 200 ? Terminal.Colour.GOOD : Terminal.Colour.NONE;
    }

    private static String identity(SipMessage message) {
        return String.join(
                "|",
                source(message),
                destination(message),
                message.getMethod(),
                String.valueOf(message.getStatusCode()),
                String.valueOf(message.getCseq()),
                message.getViaBranch(),
                message.getToTag());
    }

    private static String source(SipMessage message) {
        return Endpoints.of(message.getSourceAddress(), message.getSourcePort());
    }

    private static String destination(SipMessage message) {
        return Endpoints.of(message.getDestinationAddress(), message.getDestinationPort());
    }
}
