// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import earshot.probe.NumberKey;
import earshot.probe.SettingsException;
import earshot.protocols.number.SipNumbers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code earshot number-token}: what a probe with a key makes of a number, so that those who have the key can search. */
@Command(
        name = "number-token",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the tokens that stand for numbers where a probe runs with --tokenise-numbers,",
            "to be looked for on the pages, by REST or in the tables. Nothing is sent or kept."
        })
final class NumberTokenCommand implements Callable<Integer> {
    private static final int EXIT_MISTAKE = 2;

    @Option(names = "--number-key-file", paramLabel = "FILE", required = true, description = "The probes' key.")
    private Path keyFile = Path.of("");

    @Option(names = "--call-id", description = "The texts are Call-IDs, of which only numbers in them change.")
    private boolean areCallIds;

    @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "A number as it is dialled, or a user part.")
    private List<String> texts = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        try {
            SipNumbers numbers = new SipNumbers(NumberKey.ofFile(keyFile));
            for (String text : texts) out.println(areCallIds ? numbers.identifier(text) : numbers.user(text));
            out.flush();
            return 0;
        } catch (SettingsException e) {
            line.getErr().println("earshot number-token: " + e.getMessage());
            line.getErr().flush();
            return EXIT_MISTAKE;
        }
    }
}
