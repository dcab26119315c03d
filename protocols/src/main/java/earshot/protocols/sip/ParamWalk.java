// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

/** This is a walk over the parameters {@code ;name=value} of a header value; those without a value are passed over. */
final class ParamWalk {
    private final String text;
    private final int to;
    private int next;
    private int name;
    private int equals;
    private int end;

    /** Starts behind the first semicolon. */
    ParamWalk(String text, int from, int to) {
        this.text = text;
        this.to = to;
        this.next = from;
    }

    /** Goes to the next parameter; false behind the last. */
    boolean next() {
        while (next < to) {
            name = next;
            end = Params.endOfPart(text, name, to, ';');
            next = end + 1;
            equals = Params.indexOf(text, '=', name, end);
            if (equals >= 0) return true;
        }
        return false;
    }

    /** Whether the parameter has that name, in either case. */
    boolean isNamed(String wanted) {
        int start = HeaderTable.skipBlanks(text, name, equals);
        int length = HeaderTable.trimmedEnd(text, start, equals) - start;
        return length == wanted.length() && Params.isAt(text, start, wanted);
    }

    /** The value without the blanks and quotes around it. */
    String value() {
        return Params.unquote(text, equals + 1, end);
    }
}
