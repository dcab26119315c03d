// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

/**
 * This is the status line in a body of type {@code message/sipfrag} (RFC 3420): what a NOTIFY says of the call that a
 * REFER asked for (RFC 3515 2.4.5). Headers that may follow it are not looked at.
 */
public final class SipFragment {
    private static final String VERSION = "SIP/2.0 ";
    private static final int STATUS_END = VERSION.length() + 3;

    private SipFragment() {}

    /** 100 to 699; 0 when the message is no NOTIFY or its body says no status. */
    public static int status(SipMessageView message) {
        if (!message.isRequest() || !message.method().equals("NOTIFY")) return 0;
        SipMessageView.BodyPart part = message.bodyPart("message/sipfrag");
        if (part == null) return 0;
        int start = part.offset();
        int end = part.offset() + part.length();
        while (start < end && isBlank(message.bytes()[start])) start++;
        if (end - start < STATUS_END) return 0;
        String line = HeaderTable.text(message.bytes(), start, start + STATUS_END);
        if (!line.regionMatches(true, 0, VERSION, 0, VERSION.length())) return 0;
        long status = Params.number(line.substring(VERSION.length()));
        return status >= 100 && status <= 699 ? (int) status : 0;
    }

    private static boolean isBlank(byte octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }
}
