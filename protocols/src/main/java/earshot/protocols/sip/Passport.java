// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what an Identity header says (RFC 8224, RFC 8225, RFC 8588), read and not verified. The token itself could be
 * played again, so only this leaves the probe: who vouches how far (attest A, B or C) for which numbers, and when.
 */
final class Passport {
    private static final int VALUE_MAX = 64;

    private Passport() {}

    /** {@code ***;syntax=full;attest=A;orig=...;dest=...;iat=...;origid=...;ppt=shaken}, as far as it says. */
    static String summary(String value) {
        if (value.startsWith(SipRedactor.MASK)) return value; // said before, in a message that was redacted
        int tokenEnd = value.indexOf(';');
        String token = HeaderTable.trim(tokenEnd < 0 ? value : value.substring(0, tokenEnd));
        String ppt = tokenEnd < 0 ? "" : Params.get(value, tokenEnd + 1, "ppt");
        int firstDot = token.indexOf('.');
        int secondDot = token.indexOf('.', firstDot + 1);
        if (firstDot < 0 || secondDot < 0) return SipRedactor.MASK + ";syntax=unreadable";
        if (firstDot + 1 == secondDot) return summary("compact", Map.of(), ppt);
        Map<String, String> claims = json(token.substring(firstDot + 1, secondDot));
        if (claims.isEmpty()) return SipRedactor.MASK + ";syntax=unreadable";
        if (ppt.isEmpty()) ppt = json(token.substring(0, firstDot)).getOrDefault("ppt", "");
        return summary("full", claims, ppt);
    }

    /** A, B or C of a summary; empty when it has none. */
    static String attestation(String summary) {
        return level(Params.get(summary, 0, "attest"));
    }

    private static String level(String attest) {
        return attest.equals("A") || attest.equals("B") || attest.equals("C") ? attest : "";
    }

    private static String summary(String syntax, Map<String, String> claims, String ppt) {
        StringBuilder text =
                new StringBuilder(SipRedactor.MASK).append(";syntax=").append(syntax);
        append(text, "attest", level(claims.getOrDefault("attest", "")));
        append(text, "orig", claims.getOrDefault("orig.tn", claims.get("orig.uri")));
        append(text, "dest", claims.getOrDefault("dest.tn", claims.get("dest.uri")));
        append(text, "iat", claims.get("iat"));
        append(text, "origid", claims.get("origid"));
        append(text, "ppt", ppt);
        return text.toString();
    }

    private static Map<String, String> json(String encoded) {
        if (encoded.length() > FlatJson.LENGTH_MAX) return Map.of();
        try {
            return FlatJson.read(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Map.of(); // no base64url
        }
    }

    /** What could end the parameter or the line is left out: the claims come from anyone. */
    private static void append(StringBuilder text, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) return;
        text.append(';').append(name).append('=');
        for (int i = 0; i < Math.min(value.length(), VALUE_MAX); i++) {
            char c = value.charAt(i);
            boolean harmless = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (harmless || "+-._:@*#".indexOf(c) >= 0) text.append(c);
        }
    }
}
