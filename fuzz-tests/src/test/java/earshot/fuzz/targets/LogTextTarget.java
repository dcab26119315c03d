// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.hep.LogText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A log line of any octets; and lines with a secret under one of its names, amid anything: it is not in what is kept.
 * Before the name stands what ends words, behind the secret what ends values.
 */
public final class LogTextTarget implements FuzzTarget {
    private static final String SECRET = "S3cr3tS3cr3tS3cr3t";

    private static final List<String> NAMED = List.of(
            "password=%s",
            "user_password: \"%s\"",
            "\"secret\":\"%s\"",
            "\\\"nonce\\\" : \\\"%s\\\"",
            "cnonce='%s'",
            "response=\"%s\"",
            "access_token = %s",
            "Authorization: Bearer %s",
            "proxy-authorization: Digest username=\"a\",response=\"%s\"",
            "inline:%s",
            "a=ice-pwd:%s",
            "<sip:bob:%s@example.com>",
            "bearer %s",
            "eyJ%s.x.y",
            "Signal=%s");

    @Override
    public void run(byte[] input) {
        Amid.same(input, (bytes, offset, length) -> {
            LogText line = LogText.of(bytes, offset, length);
            everything(line);
            return line;
        });
        Script script = new Script(input);
        String named = NAMED.get(script.below(NAMED.size()));
        boolean isLower = script.flag() && !named.startsWith("eyJ"); // base64 has no letter case to spare
        String secret = (isLower ? named.toLowerCase(Locale.ROOT) : named).formatted(SECRET);
        String before = script.flag() ? " " : "\n";
        String behind = script.flag() ? " " : "\r\n";
        // An open quote or bracket would make the secret a part of something else.
        String around = new String(script.rest(), StandardCharsets.UTF_8).replaceAll("[\"'<>\\\\@]", "-");
        int half = around.length() / 2;
        String text = around.substring(0, half) + before + secret + behind + around.substring(half);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LogText line = LogText.of(bytes, 0, bytes.length);
        everything(line);
        Amid.check(!line.text().contains(SECRET), "the secret is left of " + text);
    }

    private static void everything(LogText line) {
        Amid.check(line.text().length() <= LogText.LENGTH_MAX, "longer than a line may be");
        Amid.check(!line.isCut() || line.text().length() >= LogText.LENGTH_MAX - 1, "cut too early");
        for (int i = 0; i < line.text().length(); i++) {
            Amid.check(!Character.isISOControl(line.text().charAt(i)), "a control character");
        }
    }

    /** Three lines are read, each decoded, masked and copied once more. */
    @Override
    public int allocationPerOctet() {
        return 512;
    }

    @Override
    public int stepsPerOctet() {
        return 2_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                octets("\u0000\u0000\u0000\u0000routed to gw1"),
                octets("\u0002\u0001\u0000\u0001{\"event\":\"dtmf\",\"digit\":\"5\"}"),
                octets("\u0008\u0000\u0001\u0000INVITE sip:b@h SIP/2.0\r\nAuthorization: Digest response=\"a\"\r\n"),
                octets("\u0009\u0001\u0001\u0001a=crypto:1 A inline:k\\r\\na=ice-pwd:x DTMF end '5' \ttoken=1"));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
