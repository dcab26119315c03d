// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import earshot.standalone.text.TextTable;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.StorageException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code earshot migrate}: creates Earshot's tables in a ClickHouse, or brings them up to date. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description =
                "Creates the tables in ClickHouse, or brings them up to date. Safe to run again, and twice at once.",
        footer = {"", "The password comes from the environment variable EARSHOT_CLICKHOUSE_PASSWORD."})
final class MigrateCommand implements Callable<Integer> {
    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "http://localhost:8123",
            description = "ClickHouse's HTTP address (${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--clickhouse-user",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Its user (${DEFAULT-VALUE}).")
    private String user = "";

    @Option(
            names = "--clickhouse-database",
            paramLabel = "NAME",
            defaultValue = ClickHouse.DATABASE,
            description = "Its database, created when absent (${DEFAULT-VALUE}).")
    private String database = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try {
            String password = System.getenv().getOrDefault("EARSHOT_CLICKHOUSE_PASSWORD", "");
            int applied = new Migrator(new ClickHouse(url, user, password, database)).migrate();
            spec.commandLine()
                    .getOut()
                    .println(applied == 0 ? "The tables are up to date." : "Applied " + applied + " migrations.");
            return 0;
        } catch (IllegalArgumentException | StorageException e) {
            err.println("earshot: " + TextTable.harmless(String.valueOf(e.getMessage())));
            return 1;
        }
    }
}
