// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * This is the search for one part of a multipart body (RFC 2046 §5.1), nested ones included, in one pass over its
 * lines: a delimiter of any multipart that is open ends the part above it. No recursion, at most {@value #DEPTH_MAX}
 * levels.
 */
final class Multipart {
    static final int DEPTH_MAX = 3;

    private enum Line {
        TEXT,
        DELIMITER,
        CLOSING_DELIMITER
    }

    private final byte[] bytes;
    private final int end;
    private final List<String> delimiters = new ArrayList<>();
    private final HeaderTable headers = new HeaderTable();
    private final List<String> otherTypes = new ArrayList<>();
    private int partOffset = -1;
    private int partEnd = -1;

    private Multipart(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Looks for the first part of a type (lower case). */
    static Multipart search(byte[] bytes, int offset, int length, String contentType, String wanted) {
        Multipart body = new Multipart(bytes, offset + length);
        body.open(contentType);
        body.walk(offset, wanted);
        return body;
    }

    private void open(String contentType) {
        int params = contentType.indexOf(';');
        String boundary = params < 0 ? "" : Params.get(contentType, params + 1, "boundary");
        if (!boundary.isEmpty() && delimiters.size() < DEPTH_MAX) delimiters.add("--" + boundary);
    }

    private void walk(int offset, String wanted) {
        int at = offset;
        while (at < end && !delimiters.isEmpty()) {
            int lineEnd = SipStartLine.lineEnd(bytes, at, end);
            int next = SipStartLine.nextLine(bytes, lineEnd, end);
            Line line = line(at, lineEnd);
            if (line != Line.TEXT && partOffset >= 0 && partEnd < 0) partEnd = withoutLineEnd(at);
            if (line == Line.DELIMITER) next = enterPart(next, wanted);
            at = next;
        }
        if (partOffset >= 0 && partEnd < 0) partEnd = end;
    }

    private int enterPart(int at, String wanted) {
        int bodyAt = headers.read(bytes, at, end, EnumSet.noneOf(SipAnomaly.class));
        int typeIndex = headers.find(HeaderName.CONTENT_TYPE);
        if (typeIndex < 0) return bodyAt;
        String type = headers.value(typeIndex);
        String mediaType = mediaType(type);
        if (mediaType.startsWith("multipart/")) {
            open(type);
        } else if (partOffset < 0 && mediaType.equals(wanted)) {
            partOffset = bodyAt;
        } else {
            otherTypes.add(mediaType);
        }
        return bodyAt;
    }

    /** The line end before a delimiter belongs to the delimiter. */
    private int withoutLineEnd(int at) {
        int partEnd = at;
        if (partEnd > partOffset && bytes[partEnd - 1] == '\n') partEnd--;
        if (partEnd > partOffset && bytes[partEnd - 1] == '\r') partEnd--;
        return partEnd;
    }

    private Line line(int at, int lineEnd) {
        if (lineEnd - at < 3 || bytes[at] != '-' || bytes[at + 1] != '-') return Line.TEXT;
        String line = HeaderTable.trim(HeaderTable.text(bytes, at, lineEnd));
        for (String delimiter : delimiters) {
            if (!line.startsWith(delimiter)) continue;
            if (line.length() == delimiter.length()) return Line.DELIMITER;
            if (line.length() == delimiter.length() + 2 && line.endsWith("--")) return Line.CLOSING_DELIMITER;
        }
        return Line.TEXT;
    }

    boolean isFound() {
        return partOffset >= 0;
    }

    int offset() {
        return partOffset;
    }

    int length() {
        return partEnd - partOffset;
    }

    /** Media types of the parts that were not asked for. */
    List<String> otherTypes() {
        return otherTypes;
    }

    /** Without parameters, in lower case. */
    static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return HeaderTable.trim(type).toLowerCase(Locale.ROOT);
    }
}
