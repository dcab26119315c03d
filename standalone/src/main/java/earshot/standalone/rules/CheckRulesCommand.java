// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.rules;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleException;
import earshot.calls.rules.RuleFiles;
import earshot.events.Alert;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.MergedSource;
import earshot.probe.capture.PacketSource;
import earshot.standalone.analyze.Analysis;
import earshot.standalone.text.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code earshot check-rules DIR}: says whether rules are valid, and what they would have fired on. */
@Command(
        name = "check-rules",
        mixinStandardHelpOptions = true,
        description = "Validates alert rules; with --against, shows which alerts a capture would have raised.",
        footer = {"", "Exit status: 0 when all rules are valid, 1 when one is not or a file cannot be read."})
public final class CheckRulesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A rule file, or a folder of them.")
    private @Nullable Path rules;

    @Option(names = "--against", paramLabel = "FILE", description = "Run the rules against these captures.")
    private List<Path> captures = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            List<Rule> valid = RuleFiles.read(Objects.requireNonNull(rules));
            out.println(valid.size()
                    + (valid.size() == 1 ? " rule is valid: " : " rules are valid: ")
                    + String.join(", ", valid.stream().map(Rule::id).toList()));
            if (!captures.isEmpty()) printAlerts(valid, out);
            return 0;
        } catch (RuleException | CaptureException e) {
            spec.commandLine().getErr().println("earshot: " + TextTable.harmless(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private void printAlerts(List<Rule> valid, PrintWriter out) throws CaptureException {
        Analysis analysis = new Analysis(null, valid, false);
        try (PacketSource source = MergedSource.open(captures)) {
            analysis.read(source);
        }
        List<Alert> alerts = analysis.alerts();
        if (alerts.isEmpty()) out.println("No alert would have been raised.");
        for (Alert alert : alerts) {
            out.printf(
                    "%s  %-8s  %s  %s  %s = %.4f, threshold %.4f%s%n",
                    Instant.EPOCH.plus(alert.getTimeMicros(), ChronoUnit.MICROS),
                    alert.getStatus(),
                    alert.getRule(),
                    TextTable.harmless(alert.getSubject()),
                    alert.getMetric(),
                    alert.getValue(),
                    alert.getThreshold(),
                    alert.getCallIds().isEmpty()
                            ? ""
                            : ", call " + TextTable.harmless(String.join(" ", alert.getCallIds())));
        }
    }
}
