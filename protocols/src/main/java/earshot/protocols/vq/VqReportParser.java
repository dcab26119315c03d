// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.vq;

import earshot.protocols.sdp.SdpParser;
import earshot.protocols.vq.VqReport.Alert;
import earshot.protocols.vq.VqReport.Metrics;
import earshot.protocols.vq.VqReport.Party;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what reads an {@code application/vq-rtcpxr} body (RFC 6035 §4.6) in one pass over its lines.
 *
 * <p>Telephones follow the grammar loosely, so this reads more than it: names in any case and order, blanks around colons
 * and equals signs, values with blanks and no quotes, folded lines, SSRCs in decimal, and the order of the drafts. Who
 * spoke and MAC addresses are not read: they are personal, and the call says who spoke.
 */
public final class VqReportParser {
    /** The media type of the bodies. */
    public static final String MEDIA_TYPE = "application/vq-rtcpxr";

    static final int BODY_MAX = 65_536;
    private static final int TEXT_MAX = 512;
    private static final long SSRC_MAX = 0xFFFF_FFFFL;

    private final Block received = new Block();
    private @Nullable Block sent;
    private Block current = received;
    private VqReport.@Nullable Kind kind;
    private boolean atCallEnd;
    private String callId = "";
    private Party local = Party.NONE;
    private Party remote = Party.NONE;
    private Alert alert = Alert.NONE;

    /** What one metrics block has said so far. */
    private static final class Block {
        private final Map<VqMetric, Double> values = new EnumMap<>(VqMetric.class);
        private String start = "";
        private String stop = "";
        private String codec = "";

        Metrics metrics() {
            return new Metrics(start, stop, codec, values);
        }
    }

    private VqReportParser() {}

    /** The first report of a body; null when no line starts one. What lies beyond 64 KiB is not read. */
    public static @Nullable VqReport parse(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, Math.min(length, BODY_MAX), StandardCharsets.UTF_8);
        VqReportParser parser = new VqReportParser();
        int at = 0;
        while (at < text.length()) {
            int end = endOfFolded(text, at);
            if (!parser.readLine(text.substring(at, end).strip())) break;
            at = end + 1;
        }
        return parser.finish();
    }

    /** Where the line ends that starts here, with those that continue it. */
    private static int endOfFolded(String text, int from) {
        int end = endOfLine(text, from);
        int next = end + (text.startsWith("\r\n", end) ? 2 : 1);
        while (next < text.length() && isBlank(text.charAt(next)) && end > from) {
            end = endOfLine(text, next);
            next = end + (text.startsWith("\r\n", end) ? 2 : 1);
        }
        return end;
    }

    private static int endOfLine(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') at++;
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** False when a second report starts. */
    private boolean readLine(String line) {
        int colon = line.indexOf(':');
        String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        if (name.startsWith("vq") && name.endsWith("report")) return readStart(name, value);
        switch (name) {
            case "callid" -> callId = cut(value);
            case "dialogid" -> {
                if (callId.isEmpty()) callId = cut(upToSemicolon(value));
            }
            case "localaddr" -> local = party(value);
            case "remoteaddr" -> remote = party(value);
            case "localmetrics" -> current = received;
            case "remotemetrics" -> {
                if (sent == null) sent = new Block();
                current = sent;
            }
            default -> pairs(value, this::readMetric);
        }
        return true;
    }

    private boolean readStart(String name, String value) {
        if (kind != null) return false;
        kind = switch (name) {
            case "vqintervalreport" -> VqReport.Kind.INTERVAL;
            case "vqalertreport" -> VqReport.Kind.ALERT;
            default -> VqReport.Kind.SESSION;
        };
        atCallEnd = value.toLowerCase(Locale.ROOT).startsWith("callterm");
        pairs(value, (word, text) -> {
            if (word.equalsIgnoreCase("Type")) alert = new Alert(cut(text), alert.severity());
            if (word.equalsIgnoreCase("Severity")) alert = new Alert(alert.type(), cut(text));
        });
        return true;
    }

    private void readMetric(String word, String text) {
        if (word.equalsIgnoreCase("START")) current.start = cut(text);
        if (word.equalsIgnoreCase("STOP")) current.stop = cut(text);
        if (word.equalsIgnoreCase("PD")) current.codec = cut(unquote(text));
        VqMetric metric = VqMetric.named(word);
        Double value = metric == null ? null : metric.read(text);
        if (metric != null && value != null) current.values.put(metric, value);
    }

    private static Party party(String value) {
        String[] read = {"", "", ""};
        pairs(value, (word, text) -> {
            if (word.equalsIgnoreCase("IP")) read[0] = SdpParser.normalised(cut(withoutBrackets(text)));
            if (word.equalsIgnoreCase("PORT")) read[1] = text;
            if (word.equalsIgnoreCase("SSRC")) read[2] = text;
        });
        long port = number(read[1], 10, 0xFFFF);
        boolean hexadecimal = read[2].startsWith("0x") || read[2].startsWith("0X");
        long ssrc = hexadecimal ? number(read[2].substring(2), 16, SSRC_MAX) : number(read[2], 10, SSRC_MAX);
        return new Party(read[0], (int) Math.max(port, 0), ssrc);
    }

    /** Digits of a base, up to a limit; -1 for anything else. */
    private static long number(String text, int base, long most) {
        if (text.isEmpty()) return -1;
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), base) : -1;
            if (digit < 0) return -1;
            value = value * base + digit;
            if (value > most) return -1;
        }
        return value;
    }

    private interface PairReader {
        void pair(String word, String text);
    }

    /** Reads {@code WORD=text WORD=text}: a text ends where the next word starts, so it may hold blanks. */
    private static void pairs(String line, PairReader reader) {
        String word = "";
        int textAt = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') quoted = !quoted;
            if (c != '=' || quoted) continue;
            int wordEnd = i;
            while (wordEnd > textAt && isBlank(line.charAt(wordEnd - 1))) wordEnd--;
            int wordAt = wordEnd;
            while (wordAt > textAt && isWord(line.charAt(wordAt - 1))) wordAt--;
            boolean starts = wordAt < wordEnd && (wordAt == 0 || line.charAt(wordAt - 1) != '=');
            if (!starts) continue; // an equals sign within a text
            if (!word.isEmpty())
                reader.pair(word, line.substring(textAt, wordAt).strip());
            word = line.substring(wordAt, wordEnd);
            textAt = i + 1;
        }
        if (!word.isEmpty()) reader.pair(word, line.substring(textAt).strip());
    }

    private static boolean isWord(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static String upToSemicolon(String text) {
        int end = text.indexOf(';');
        return end < 0 ? text : text.substring(0, end).strip();
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }

    private @Nullable VqReport finish() {
        if (kind == null) return null;
        Metrics ofRemote = sent == null ? null : sent.metrics();
        return new VqReport(kind, atCallEnd, callId, local, remote, alert, received.metrics(), ofRemote);
    }
}
