// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import earshot.standalone.analyze.AnalyzeCommand;
import earshot.standalone.demo.DemoCommand;
import earshot.standalone.rules.CheckRulesCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code earshot} command line: one command per task, every part of Earshot behind one name. */
@Command(
        name = "earshot",
        mixinStandardHelpOptions = true,
        version = "earshot 0.1.0-SNAPSHOT",
        description = "Passive VoIP quality monitoring: what every call sounded like, and why.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            AnalyzeCommand.class,
            CheckRulesCommand.class,
            MigrateCommand.class,
            NumberTokenCommand.class,
            Programs.ProbeProgram.class,
            Programs.JobsProgram.class,
            Programs.ApiProgram.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Start with 'earshot demo', or with 'earshot analyze FILE'."})
public final class Earshot implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Earshot() {}

    public static void main(String[] args) {
        // Tomcat speaks java.util.logging, which would write to the terminal on its own.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        // Ladders are drawn with box characters, which the platform's default charset may not have.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Earshot()).setOut(out).setErr(err);
    }

    /** Without a command there is nothing to do but to say which ones there are. */
    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
