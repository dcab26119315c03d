// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * This is one value of a Reason header (RFC 3326): why a request was sent or refused, in the words of a protocol.
 *
 * @param protocol SIP, Q.850, ..., upper case
 * @param cause a status of SIP, or a cause of ITU-T Q.850; -1 when absent
 * @param text for people; empty when absent
 */
public record Reason(String protocol, int cause, String text) {
    private static final int REASONS_MAX = 8;
    private static final int CAUSE_MAX = 9999;

    /** Those of a message, in their order. */
    public static List<Reason> of(SipMessageView message) {
        List<String> values = message.headers("reason");
        if (values.isEmpty()) return List.of();
        List<Reason> reasons = new ArrayList<>(values.size());
        for (String value : values) {
            if (reasons.size() < REASONS_MAX) reasons.add(parse(value));
        }
        return reasons;
    }

    /** {@code Q.850 16}. */
    public String brief() {
        return cause < 0 ? protocol : protocol + ' ' + cause;
    }

    private static Reason parse(String value) {
        int params = Params.endOfPart(value, 0, ';');
        String protocol = HeaderTable.trim(value.substring(0, params)).toUpperCase(Locale.ROOT);
        int from = Math.min(params + 1, value.length());
        long cause = Params.number(Params.get(value, from, "cause"));
        return new Reason(protocol, cause > CAUSE_MAX ? -1 : (int) cause, Params.get(value, from, "text"));
    }
}
