// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The migrations as files: numbered, repeatable, and saying what they store. */
class MigrationTest {
    private static final Pattern COLUMN =
            Pattern.compile("(?m)^    (?:ADD COLUMN IF NOT EXISTS )?([a-z][a-z0-9_]*) +[A-Z].*$");

    private static List<String> statements() {
        return Migration.all().stream()
                .flatMap(migration -> migration.statements().stream())
                .toList();
    }

    @Test
    void numbersStartAtOneAndLeaveNoGap() {
        List<Integer> numbers = Migration.all().stream().map(Migration::number).toList();
        for (int i = 0; i < numbers.size(); i++) assertThat(numbers.get(i)).isEqualTo(i + 1);
    }

    @Test
    void everyStatementMayRunTwice() {
        for (Migration migration : Migration.all()) {
            assertThat(migration.statements())
                    .isNotEmpty()
                    .allMatch(sql -> sql.contains("IF NOT EXISTS")
                            || sql.contains("IF EXISTS")
                            || sql.matches("(?s)ALTER TABLE \\w+\\s+MODIFY .*"));
        }
    }

    @Test
    void everyTableAndColumnSaysWhatItHolds() {
        for (String sql : statements()) {
            if (sql.startsWith("CREATE TABLE")) {
                assertThat(sql).as("comment of the table").containsPattern("(?s)\\nCOMMENT '[^']+'$");
            }
            for (String line :
                    sql.lines().filter(line -> COLUMN.matcher(line).matches()).toList()) {
                assertThat(line).contains("COMMENT '");
            }
        }
    }

    /** Where the name of a column holds its unit, its comment repeats it in words for people who see only comments. */
    @Test
    void millisecondsAndPercentsAreNamedInComments() {
        for (String sql : statements()) {
            for (String line :
                    sql.lines().filter(line -> COLUMN.matcher(line).matches()).toList()) {
                if (line.matches(".* \\w+_ms(_sum)? .*")) assertThat(line).contains(" ms");
                if (line.matches(".* \\w+_percent(_max)? .*")) assertThat(line).containsIgnoringCase("percent");
            }
        }
    }

    @Test
    void tablesHaveTheColumnsOfTheirRows() {
        for (TableType<?> table : TableType.ALL) {
            List<String> columns = new ArrayList<>();
            for (String sql : statements()) {
                boolean isOfTable = sql.startsWith("CREATE TABLE IF NOT EXISTS " + table.table() + "\n")
                        || sql.startsWith("ALTER TABLE " + table.table() + "\n");
                if (!isOfTable) continue;
                Matcher matcher = COLUMN.matcher(sql);
                while (matcher.find()) {
                    if (!matcher.group().contains(" MATERIALIZED ")) columns.add(matcher.group(1));
                }
            }
            assertThat(table.columns()).as(table.table()).containsExactlyInAnyOrderElementsOf(columns);
        }
    }

    /** A released step never changes: databases remember its checksum. To change the schema, add a step. */
    @Test
    void theChecksumDependsOnTheTextAlone() {
        Migration unix = new Migration(1, "a", "SELECT 1;\n");
        assertThat(unix.checksum()).isEqualTo(new Migration(2, "b", "SELECT 1;\n").checksum());
        assertThat(unix.checksum()).isNotEqualTo(new Migration(1, "a", "SELECT 2;\n").checksum());
    }

    @Test
    void aFileWithoutNumberIsRefused() {
        assertThatThrownBy(() -> Migration.load("tables.sql")).hasMessageContaining("tables.sql");
    }
}
