// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.Access;
import earshot.api.store.Query;
import earshot.api.web.BadParameterException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Conditions that several lists share. */
final class Conditions {
    private Conditions() {}

    /** Part of a user for those who see numbers, the whole of it for others: else they could guess digit by digit. */
    static void user(Query query, @Nullable String user, List<String> columns) {
        if (user == null || user.isBlank()) return;
        boolean clear = Access.seesNumbers();
        List<String> each = columns.stream()
                .map(column -> clear
                        ? "positionCaseInsensitiveUTF8(" + column + ", {user:String}) > 0"
                        : column + " = {user:String}")
                .toList();
        query.where("(" + String.join(" OR ", each) + ")", "user", user.strip());
    }

    /** An IP address, or ip:port, of a column of endpoints. */
    static void endpoint(Query query, String name, @Nullable String value, String column) {
        query.whereGiven(
                "({" + name + ":String} = " + column + " OR startsWith(" + column + ", concat({" + name
                        + ":String}, ':')) OR startsWith(" + column + ", concat('[', {" + name + ":String}, ']:')))",
                name,
                value);
    }

    /** One of some words; another is refused by name. */
    static void word(Query query, String name, @Nullable String value, String column, Set<String> allowed) {
        if (value == null || value.isBlank()) return;
        if (!allowed.contains(value.strip())) {
            throw new BadParameterException(name, "must be one of " + String.join(", ", new TreeSet<>(allowed)));
        }
        query.where(column + " = {" + name + ":String}", name, value.strip());
    }

    /** Yes, no, or not asked. */
    static void flag(Query query, @Nullable Boolean wanted, String condition) {
        if (wanted != null) query.where(wanted ? "(" + condition + ")" : "NOT (" + condition + ")");
    }
}
