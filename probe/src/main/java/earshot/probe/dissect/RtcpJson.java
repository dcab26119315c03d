// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RTCP as capture agents tell it in JSON, turned back into the RTCP that it was made from (RFC 3550 §6.4, RFC 3611 §4.7):
 * the names of the fields are the agents', their values are those of the wire. So what a report may say and what is done
 * with it is decided in one place, however it came.
 *
 * <p>Numbers may be text, SSRCs negative, losses unsigned. {@code ntp_timestamp_sec} and {@code ntp_timestamp_usec} are
 * the two words of an NTP time with most agents; a few send seconds and microseconds since 1970. A report block without
 * one of its numbers is left out: nothing is known that was not told.
 */
final class RtcpJson {
    private static final int BLOCKS_MAX = 31;
    private static final int LENGTH_MAX = 1_024;
    private static final long NTP_EPOCH = 2_208_988_800L;
    private static final long DAY_SECONDS = 86_400;
    private static final int UNAVAILABLE = 127;
    private static final int VOIP_METRICS = 7;

    private static final String SENDER = "sender_information";
    private static final String BLOCKS = "report_blocks";
    /** What must be in a report block for it to say something. */
    private static final List<String> BLOCK_NEEDS =
            List.of("source_ssrc", "fraction_lost", "packets_lost", "highest_seq_no", "ia_jitter");

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(32)
                    .maxStringLength(65_536)
                    .maxNameLength(256)
                    .build())
            .build();
    private final ByteBuffer out = ByteBuffer.allocate(LENGTH_MAX);

    private final Map<String, Long> root = new HashMap<>();
    private final Map<String, Long> sender = new HashMap<>();
    private final Map<String, Long> voip = new HashMap<>();
    private final List<Map<String, Long>> blocks = new ArrayList<>();
    private int incomplete;

    /**
     * Reads one object; false when it is no JSON.
     *
     * @param seconds the time of the report since 1970, by which a sender's clock is judged
     */
    boolean read(byte[] bytes, int offset, int length, long seconds) {
        root.clear();
        sender.clear();
        voip.clear();
        blocks.clear();
        incomplete = 0;
        out.clear();
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return false;
            readObject(parser);
        } catch (IOException e) {
            return false;
        }
        write(seconds);
        return true;
    }

    /** The compound, from index 0. */
    byte[] bytes() {
        return out.array();
    }

    /** Octets of the compound; 0 when nothing was reported. */
    int length() {
        return out.position();
    }

    /** Report blocks that lacked a number. */
    int incomplete() {
        return incomplete;
    }

    private void readObject(JsonParser parser) throws IOException {
        String section = "";
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) return;
            if (token == JsonToken.FIELD_NAME && depth == 1) section = parser.currentName();
            if (token.isStructStart()) depth++;
            if (token.isStructEnd()) depth--;
            if (token == JsonToken.START_OBJECT && depth == 3 && section.equals(BLOCKS)) blocks.add(new HashMap<>());
            if (blocks.size() > BLOCKS_MAX) throw new IOException("more report blocks than RTCP can hold");
            if (token.isScalarValue()) put(section, depth, parser, token);
        }
    }

    private void put(String section, int depth, JsonParser parser, JsonToken token) throws IOException {
        String name = parser.currentName();
        Map<String, Long> into = mapOf(section, depth);
        if (name == null || into == null) return;
        Long value = number(parser, token);
        if (value != null) into.put(name.toLowerCase(Locale.ROOT), value);
    }

    private @Nullable Map<String, Long> mapOf(String section, int depth) {
        if (depth == 1) return root;
        if (section.equals(SENDER)) return depth == 2 ? sender : null;
        if (section.equals(BLOCKS)) return depth == 3 && !blocks.isEmpty() ? blocks.get(blocks.size() - 1) : null;
        boolean isVoip = section.equals("report_blocks_xr") || section.equalsIgnoreCase("extended_report_information");
        return isVoip && depth <= 3 ? voip : null;
    }

    private static @Nullable Long number(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) return parser.getLongValue();
        if (token == JsonToken.VALUE_NUMBER_FLOAT) return (long) parser.getDoubleValue();
        if (token != JsonToken.VALUE_STRING) return null;
        try {
            return Long.parseLong(parser.getText().trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void write(long seconds) {
        int before = blocks.size();
        blocks.removeIf(block -> !block.keySet().containsAll(BLOCK_NEEDS));
        incomplete = before - blocks.size();
        int ssrc = word(root, "ssrc");
        boolean isSender = word(sender, "ntp_timestamp_sec") != 0 || word(sender, "packets") != 0;
        if (isSender) writeSender(ssrc, seconds);
        else if (!blocks.isEmpty()) header(201, blocks.size(), 1 + 6 * blocks.size(), ssrc);
        for (Map<String, Long> block : blocks) writeBlock(block);
        writeVoip(ssrc);
    }

    private void header(int type, int count, int wordsBehind, int ssrc) {
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) wordsBehind);
        out.putInt(ssrc);
    }

    private void writeSender(int ssrc, long seconds) {
        header(200, blocks.size(), 6 + 6 * blocks.size(), ssrc);
        long upper = word(sender, "ntp_timestamp_sec") & 0xFFFF_FFFFL;
        long lower = word(sender, "ntp_timestamp_usec") & 0xFFFF_FFFFL;
        boolean isSince1970 = Math.abs(upper - seconds) < DAY_SECONDS && lower < 1_000_000;
        if (isSince1970) {
            upper += NTP_EPOCH;
            lower = (lower << 32) / 1_000_000;
        }
        out.putInt((int) upper).putInt((int) lower);
        out.putInt(word(sender, "rtp_timestamp"));
        out.putInt(word(sender, "packets")).putInt(word(sender, "octets"));
    }

    private void writeBlock(Map<String, Long> block) {
        out.putInt(word(block, "source_ssrc"));
        out.putInt(octet(block, "fraction_lost", 0) << 24 | (word(block, "packets_lost") & 0xFF_FFFF));
        out.putInt(word(block, "highest_seq_no")).putInt(word(block, "ia_jitter"));
        out.putInt(word(block, "lsr")).putInt(word(block, "dlsr"));
    }

    /** The names of one agent, then those of another. */
    private void writeVoip(int reporter) {
        int subject = word(voip, voip.containsKey("identifier") ? "identifier" : "id");
        if (subject == 0) return;
        header(207, 0, 10, reporter);
        out.put((byte) VOIP_METRICS).put((byte) 0).putShort((short) 8);
        out.putInt(subject);
        out.put((byte) either("fraction_lost", "loss_rate")).put((byte) either("fraction_discard", "discard_rate"));
        out.put((byte) either("burst_density", "burst_rate")).put((byte) either("gap_density", "gap_rate"));
        out.putShort((short) word(voip, "burst_duration")).putShort((short) word(voip, "gap_duration"));
        out.putShort((short) word(voip, "round_trip_delay"));
        out.putShort((short) word(voip, voip.containsKey("end_sys_delay") ? "end_sys_delay" : "end_system_delay"));
        out.put((byte) octet(voip, "signal_lev", UNAVAILABLE)).put((byte) octet(voip, "noise_lev", UNAVAILABLE));
        out.put((byte) octet(voip, "rerl", UNAVAILABLE)).put((byte) octet(voip, "gmin", 16));
        out.put((byte) octet(voip, "r_fact", UNAVAILABLE)).put((byte) octet(voip, "ext_r_fact", UNAVAILABLE));
        out.put((byte) octet(voip, "mos_lq", UNAVAILABLE)).put((byte) octet(voip, "mos_cq", UNAVAILABLE));
        out.putShort((short) 0);
        out.putShort((short) word(voip, "jb_nom")).putShort((short) word(voip, "jb_max"));
        out.putShort((short) word(voip, "jb_abs_max"));
    }

    private int either(String name, String other) {
        return octet(voip, voip.containsKey(name) ? name : other, 0);
    }

    private static int word(Map<String, Long> from, String name) {
        Long value = from.get(name);
        return value == null ? 0 : value.intValue();
    }

    private static int octet(Map<String, Long> from, String name, int absent) {
        Long value = from.get(name);
        return value == null ? absent : value.intValue() & 0xFF;
    }
}
