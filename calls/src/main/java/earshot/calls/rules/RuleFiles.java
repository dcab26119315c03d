// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.nio.file.Path;
import java.util.List;

/** Reads rules from YAML. */
public final class RuleFiles {
    private RuleFiles() {}

    /** The rules of one file, or of every .yaml and .yml file in a directory, by name. */
    public static List<Rule> read(Path fileOrDirectory) throws RuleException {
        return List.of();
    }

    /** The rules in a text; {@code name} stands in messages. */
    public static List<Rule> parse(String name, String yaml) throws RuleException {
        return List.of();
    }
}
