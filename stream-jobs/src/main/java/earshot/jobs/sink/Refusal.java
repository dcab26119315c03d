// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Set;

/** Why a batch was not stored, as far as that decides what to do next. */
enum Refusal {
    /** The engine is away, busy or not ready: the same rows will be taken later. */
    TRANSIENT,
    /** The rows themselves are refused: the same rows will be refused again. */
    POISON;

    /**
     * ClickHouse's error codes that speak of values, not of the engine's condition: ATTEMPT_TO_READ_AFTER_EOF,
     * CANNOT_PARSE_TEXT, CANNOT_PARSE_ESCAPE_SEQUENCE, CANNOT_PARSE_QUOTED_STRING, CANNOT_PARSE_INPUT_ASSERTION_FAILED,
     * CANNOT_READ_ALL_DATA, ILLEGAL_TYPE_OF_ARGUMENT, SIZES_OF_ARRAYS_DONT_MATCH, BAD_ARGUMENTS, TYPE_MISMATCH,
     * CANNOT_PARSE_DATE, CANNOT_PARSE_DATETIME, SYNTAX_ERROR, ARGUMENT_OUT_OF_BOUND, CANNOT_CONVERT_TYPE,
     * CANNOT_PARSE_NUMBER, INCORRECT_DATA, CANNOT_PARSE_UUID, TOO_LARGE_STRING_SIZE, TOO_LARGE_ARRAY_SIZE,
     * CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING, VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN,
     * VIOLATED_CONSTRAINT, UNKNOWN_ELEMENT_OF_ENUM, CANNOT_PARSE_BOOL, CANNOT_PARSE_IPV4, CANNOT_PARSE_IPV6.
     *
     * <p>Every other code counts as transient: waiting with rows in hand loses nothing, dropping them would.
     */
    private static final Set<Integer> CODES_OF_VALUES = Set.of(
            32, 6, 25, 26, 27, 33, 43, 9, 36, 53, 38, 41, 62, 69, 70, 72, 117, 376, 131, 128, 441, 321, 349, 469, 691,
            467, 675, 676);

    /** UNKNOWN_TABLE, UNKNOWN_DATABASE. */
    private static final Set<Integer> CODES_OF_SCHEMA = Set.of(60, 81);

    static Refusal of(SQLException failure) {
        if (failure instanceof SQLDataException) return POISON;
        return hasCode(failure, CODES_OF_VALUES) ? POISON : TRANSIENT;
    }

    /** Whether nobody has created the tables yet. */
    static boolean missesTables(SQLException failure) {
        return hasCode(failure, CODES_OF_SCHEMA);
    }

    private static boolean hasCode(SQLException failure, Set<Integer> codes) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && codes.contains(sql.getErrorCode())) return true;
        }
        return false;
    }
}
