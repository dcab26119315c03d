// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ClickHouse says when it refuses, with its error code. */
final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

    /** Code of messages that name none: STD_EXCEPTION in ClickHouse's own list is 1001, this is its neighbour POCO. */
    private static final int UNNAMED = 1000;

    EngineException(String message) {
        super(message);
    }

    /** A refusal of the bridge itself, in the words ClickHouse would use. */
    static EngineException of(int code, String name, String sentence) {
        return new EngineException("Code: " + code + ". DB::Exception: " + sentence + " (" + name + ")");
    }

    int code() {
        Matcher matcher = CODE.matcher(text());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : UNNAMED;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** The HTTP status that a ClickHouse server sends with the code. */
    int httpStatus() {
        return switch (code()) {
            case 26, 27, 36, 42, 43, 53, 62, 70, 72, 115, 456, 457 -> 400;
            case 497, 516 -> 403;
            case 46, 47, 60, 81 -> 404;
            case 159 -> 408;
            case 48 -> 501;
            default -> 500;
        };
    }
}
