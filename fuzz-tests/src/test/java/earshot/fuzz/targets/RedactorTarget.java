// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.sip.SipRedactor;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Messages with secrets in them, written in any way that a reader accepts: letter case, blanks, folds, quotes, what
 * stands before and behind. None of the secrets is in what the redactor leaves.
 */
public final class RedactorTarget implements FuzzTarget {
    private static final String SECRET = "S3cr3tS3cr3t";
    private static final String HARMLESS = "abcdefghij0123456789-._~";

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        String text = "INVITE sip:b@example.com" + (script.flag() ? ";token=" + SECRET : "") + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP a;branch=z9hG4bK1\r\nTo: <sip:b@b>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n";
        for (int lines = 1 + script.below(6); lines > 0; lines--) text += header(script) + "\r\n";
        text += body(script);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        SipMessageView message = new SipMessageView();
        Amid.check(message.wrap(bytes, 0, bytes.length) == SipMessageView.Verdict.SIP, "not SIP: " + text);
        Amid.check(!SipRedactor.redact(message).contains(SECRET), "the secret is left of " + text);
        SipDatagramTarget.everything(message, 0, bytes.length);
    }

    private static String header(Script script) {
        return switch (script.below(9)) {
            case 0 -> named("Authorization", digest(script), script);
            case 1 -> named("Proxy-Authorization", digest(script), script);
            case 2 ->
                named("From", "<sip:" + word(script) + ":" + SECRET + "@example.com>;tag=" + word(script), script);
            case 3 -> named("Contact", word(script) + " <sip:u:" + SECRET + "@h;transport=udp>", script);
            case 4 -> named("Identity", SECRET + ";info=<https://" + word(script) + ">", script);
            case 5 -> named("Authorization", cased("Bearer", script) + " " + SECRET, script);
            case 6 -> named("Contact", "<sip:u@h>;" + cased("+sip.instance", script) + "=\"<" + SECRET + ">\"", script);
            case 7 -> named("X-" + word(script), word(script) + ";" + cased("token", script) + "=" + SECRET, script);
            default -> named("Authentication-Info", "nextnonce=\"" + SECRET + "\", " + pair(script), script);
        };
    }

    private static String digest(Script script) {
        StringBuilder digest = new StringBuilder(cased("Digest", script)).append(' ');
        for (int pairs = script.below(4); pairs > 0; pairs--)
            digest.append(pair(script)).append(comma(script));
        String name = List.of("response", "cnonce", "nonce", "opaque").get(script.below(4));
        String quote = script.flag() ? "\"" : "";
        digest.append(cased(name, script)).append(blank(script)).append('=').append(blank(script));
        digest.append(quote).append(SECRET).append(quote);
        for (int pairs = script.below(3); pairs > 0; pairs--)
            digest.append(comma(script)).append(pair(script));
        return digest.toString();
    }

    private static String pair(Script script) {
        String name = List.of("username", "realm", "uri", "algorithm", "qop", "nc", "x")
                .get(script.below(7));
        return cased(name, script) + "=" + (script.flag() ? "\"" + word(script) + "\"" : word(script) + "1");
    }

    private static String body(Script script) {
        String key =
                switch (script.below(6)) {
                    case 0 -> "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + cased("inline:", script) + SECRET + "|2^20";
                    case 1 -> cased("k=", script) + "base64:" + SECRET;
                    case 2 -> "a=" + cased("ice-pwd", script) + ":" + SECRET;
                    case 3 -> "a=" + cased("key-mgmt", script) + ":mikey " + SECRET;
                    case 4 -> "a=crypto:1 " + word(script) + " " + cased("key-params", script) + ":" + SECRET;
                    default -> "";
                };
        if (key.isEmpty()) return "Content-Type: text/" + word(script) + "\r\n\r\n" + SECRET;
        String lineEnd = List.of("\r\n", "\n", "\r").get(script.below(3));
        String type = cased("application/sdp", script) + (script.flag() ? "; charset=utf-8" : "");
        return "Content-Type: " + type + "\r\n\r\nv=0" + lineEnd + "m=audio 4000 RTP/SAVP 0" + lineEnd + blank(script)
                + key + lineEnd + "a=sendrecv" + lineEnd;
    }

    private static String named(String name, String value, Script script) {
        return cased(name, script) + blank(script) + ":" + (script.flag() ? "\r\n " : " ") + value;
    }

    private static String comma(Script script) {
        return List.of(",", ", ", " , ", ",\r\n ").get(script.below(4));
    }

    private static String blank(Script script) {
        return List.of("", " ", "", "  ").get(script.below(4));
    }

    private static String word(Script script) {
        StringBuilder word = new StringBuilder("w");
        for (int length = script.below(8); length > 0; length--) {
            word.append(HARMLESS.charAt(script.below(HARMLESS.length())));
        }
        return word.toString();
    }

    private static String cased(String text, Script script) {
        return switch (script.below(3)) {
            case 0 -> text;
            case 1 -> text.toUpperCase(Locale.ROOT);
            default -> text.toLowerCase(Locale.ROOT);
        };
    }

    /** A few choices stand for whole headers. */
    @Override
    public int allocationPerOctet() {
        return 4_096;
    }

    @Override
    public int stepsPerOctet() {
        return 4_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new Octets().hex("00 05 00 00 00 00 02 01 02 03 04 05 06").bytes(),
                new Octets()
                        .hex("01 03 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12")
                        .bytes(),
                new Octets()
                        .hex("00 02 04 01 01 06 01 02 08 01 00 03 01 01 02 02")
                        .bytes());
    }
}
