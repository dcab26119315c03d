// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * These are the headers that are wanted of every message, by their long names in lower case: whatever their number, a
 * message costs one look for each header that it has.
 */
public final class KeptHeaders {
    private final List<String> names;
    private final int credentials;
    private final HeaderSet set;

    /**
     * Says which.
     *
     * @param credentials of these only scheme and realm are kept: {@code Digest example.net}
     * @param others of these all values are kept, without their secrets
     */
    public KeptHeaders(List<String> credentials, List<String> others) {
        List<String> all = new ArrayList<>(credentials);
        all.addAll(others);
        this.names = List.copyOf(all);
        this.credentials = credentials.size();
        this.set = new HeaderSet(names);
    }

    /** Values by name, those of several lines joined by commas and cut at {@value Caps#URI_MAX} characters. */
    public Map<String, String> of(SipMessageView message) {
        Map<String, String> kept = Map.of();
        HeaderTable headers = message.headerTable();
        for (int i = 0; i < headers.count(); i++) {
            int number = set.find(headers, i);
            if (number < 0 || kept.containsKey(names.get(number))) continue;
            String value = number < credentials ? credentials(message, i) : joined(message, names.get(number), i);
            if (value.isEmpty()) continue;
            if (kept.isEmpty()) kept = new HashMap<>();
            kept.put(names.get(number), value);
        }
        return kept;
    }

    private static String credentials(SipMessageView message, int index) {
        return message.caps()
                .other(SipRedactor.schemeAndRealm(message.headerTable().value(index)));
    }

    private static String joined(SipMessageView message, String name, int first) {
        HeaderTable headers = message.headerTable();
        String value = SipRedactor.header(name, headers.value(first));
        int second = headers.find(name, first + 1);
        if (second < 0) return message.caps().uri(value);
        StringBuilder joined = new StringBuilder(value);
        for (int i = second; i >= 0 && joined.length() <= Caps.URI_MAX; i = headers.find(name, i + 1)) {
            if (!joined.isEmpty()) joined.append(", ");
            joined.append(SipRedactor.header(name, headers.value(i)));
        }
        return message.caps().uri(joined.toString());
    }
}
