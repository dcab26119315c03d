// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * This is one Contact of a registration (RFC 3261 §20.10, RFC 5626, RFC 5627).
 *
 * @param uri without parameters and brackets, a password in it masked; {@code *} stands for all bindings
 * @param expiresSeconds -1 when absent or not a number
 * @param q preference, 0 to 1; -1 when absent or not such a number
 * @param instance four hex digits over +sip.instance, empty when there is none: they tell the devices of one user apart,
 *     and are too few to find a device by
 * @param regId reg-id (RFC 5626); -1 when absent or not a number
 * @param hasGruu the registrar gave it a public GRUU (RFC 5627)
 */
public record RegisteredContact(String uri, int expiresSeconds, double q, String instance, int regId, boolean hasGruu) {
    private static final int CONTACTS_MAX = 16;
    private static final int Q_LENGTH_MAX = 5; // 0.123

    /** Every contact of a message, at most {@value #CONTACTS_MAX}. */
    public static List<RegisteredContact> of(SipMessageView message) {
        List<RegisteredContact> contacts = new ArrayList<>();
        EnumSet<SipAnomaly> known = EnumSet.noneOf(SipAnomaly.class); // those of the first are told already
        Caps caps = new Caps(known);
        HeaderTable headers = message.headerTable();
        for (int i = headers.find(HeaderName.CONTACT); i >= 0; i = headers.findNext(HeaderName.CONTACT, i)) {
            for (String element : Params.split(headers.value(i))) {
                if (contacts.size() == CONTACTS_MAX) return contacts;
                contacts.add(parse(element, known, caps));
            }
        }
        return contacts;
    }

    private static RegisteredContact parse(String element, Set<SipAnomaly> anomalies, Caps caps) {
        int params = Math.min(Params.endOfPart(element, 0, ';') + 1, element.length());
        String instance = Params.get(element, params, "+sip.instance");
        return new RegisteredContact(
                caps.uri(NameAddress.parse(element, 0, element.length(), false, anomalies)
                        .uri()),
                (int) Params.number(Params.get(element, params, "expires")),
                preference(Params.get(element, params, "q")),
                instance.isEmpty() ? "" : token(instance),
                (int) Params.number(Params.get(element, params, "reg-id")),
                !Params.get(element, params, "pub-gruu").isEmpty());
    }

    /** {@code 0.7}, {@code 1}, {@code .5}: a number between 0 and 1 with at most three places. */
    private static double preference(String text) {
        if (text.isEmpty() || text.length() > Q_LENGTH_MAX) return -1;
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        String places = dot < 0 ? "" : text.substring(dot + 1);
        long ones = whole.isEmpty() ? 0 : Params.number(whole);
        long thousandths = places.isEmpty() ? 0 : Params.number((places + "00").substring(0, 3));
        if (ones < 0 || thousandths < 0 || places.length() > 3) return -1;
        double value = ones + thousandths / 1_000.0;
        return value > 1 ? -1 : value;
    }

    /** FNV-1a folded to 16 bits. */
    private static String token(String text) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < text.length(); i++) {
            hash ^= text.charAt(i);
            hash *= 0x01000193;
        }
        int folded = (hash >>> 16 ^ hash) & 0xFFFF;
        return Integer.toHexString(0x10000 | folded).substring(1);
    }
}
