// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.KeyDiscovery;
import earshot.calls.link.LinkSettings;
import earshot.calls.pattern.PatternFile;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.RuleException;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.MergedSource;
import earshot.probe.capture.PacketSource;
import earshot.quality.ScoreSettings;
import earshot.standalone.RowJson;
import earshot.standalone.explain.ErrorTable;
import earshot.standalone.explain.Owners;
import earshot.standalone.explain.PacketExplainer;
import earshot.standalone.explain.PacketNumbers;
import earshot.standalone.text.CallTable;
import earshot.standalone.text.EndpointTable;
import earshot.standalone.text.LadderText;
import earshot.standalone.text.LinkTable;
import earshot.standalone.text.OutsideTables;
import earshot.standalone.text.PatternTable;
import earshot.standalone.text.Terminal;
import earshot.standalone.text.Terminal.Colour;
import earshot.standalone.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code earshot analyze FILE...}: prints the calls and streams of captures. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "Reads pcap and pcapng files (gzipped too) and prints their calls and streams.",
            "Needs no services, no libpcap and no root. Several files are merged by time."
        },
        footer = {
            "",
            "Exit status: 0 when every file could be opened, 1 when one could not, 2 for bad usage.",
            "A file that is cut off or broken is read up to there, and its fault is among the errors.",
            "What is unknown is shown as a dash, or null in JSON: never as a guess."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    private static final int ERROR_KINDS_SHOWN_MAX = 10;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Captures to read; - for standard input.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one JSON object, for machines; its names and units are frozen.")
    private boolean isJson;

    @Option(
            names = "--ladder",
            paramLabel = "CALL-ID",
            description = "Draw the ladder of this call instead of the tables.")
    private @Nullable String ladderCallId;

    @Option(names = "--deduplicate", description = "Drop the copies that a doubled mirror port makes, within 10 ms.")
    private boolean deduplicates;

    @Option(names = "--no-concealment", description = "Score G.711 for telephones that do not conceal lost packets.")
    private boolean noConcealment;

    @Option(
            names = "--assume-delay",
            paramLabel = "MS",
            description = "One-way network delay of streams without a round trip, ms; without it they get no MOS-CQ.")
    private @Nullable Double assumedDelayMs;

    @Option(
            names = "--kpis",
            description = {
                "Print key figures (ASR, NER, ACD, those of RFC 6076, media) by trunk, peer and probe and by minute,",
                "instead of the tables; with --json they are added. docs/kpis.md says what each means."
            })
    private boolean isKpis;

    @Option(
            names = "--trunks",
            paramLabel = "FILE",
            description = "Named groups of addresses, for --kpis and for silent trunks (YAML).")
    private @Nullable Path trunks;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "From when on floods, scans, fraud, silence and incidents are told (YAML, docs/patterns.md).")
    private @Nullable Path patterns;

    @Option(
            names = "--link-header",
            paramLabel = "NAME",
            description = "A header by which your equipment names a call on both of its sides; may be repeated.")
    private List<String> linkHeaders = List.of();

    @Option(
            names = "--discover-keys",
            description = {
                "Print which headers would link the legs of a conversation, judged by legs that other evidence links,",
                "instead of the tables. Tells names and counts, no values."
            })
    private boolean isDiscovery;

    @Option(
            names = "--errors",
            description =
                    "Print what could not be read, by kind, with counts and packet numbers, instead of the tables.")
    private boolean isErrors;

    @Option(
            names = "--packet",
            paramLabel = "N",
            converter = NumbersReader.class,
            description = {
                "Tell in words what packet N is, what became of it and why, and where it belongs, instead of the",
                "tables. Several: 5,9-12. Packets are counted from 1, in order of reading."
            })
    private @Nullable PacketNumbers packetNumbers;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (packetNumbers != null && files.contains(Path.of("-"))) {
            throw new ParameterException(
                    spec.commandLine(), "--packet reads its files twice, which standard input does not allow");
        }
        LinkSettings linking = LinkSettings.DEFAULT.withHeaders(linkHeaders);
        CallSettings settings = CallSettings.DEFAULT
                .withScores(scoreSettings(spec))
                .withLinking(linking)
                .withKpis(kpiSettings(spec))
                .withPatterns(patternSettings(spec));
        Analysis analysis = new Analysis(ladderCallId, deduplicates, settings);
        if (isDiscovery) analysis.discoverKeys(linking);
        try {
            read(analysis, err);
            if (packetNumbers != null) return printPackets(analysis, packetNumbers, out, err) ? 0 : 1;
        } catch (CaptureException e) {
            err.println("earshot: " + TextTable.harmless(String.valueOf(e.getMessage())));
            return 1;
        }
        if (ladderCallId != null) return printLadder(analysis, out, err) ? 0 : 1;
        if (isDiscovery) {
            printKeys(analysis, out);
        } else if (isJson) {
            RowJson.mapper().writeValue(out, AnalysisReport.of(files, analysis, isKpis));
            out.println();
        } else if (isKpis) {
            KpiReport.print(analysis, out, Terminal.ofThisProcess());
        } else if (isErrors) {
            printErrors(analysis, Integer.MAX_VALUE, out, Terminal.ofThisProcess());
        } else {
            printTables(analysis, out);
        }
        out.flush();
        return 0;
    }

    private ScoreSettings scoreSettings(CommandSpec spec) {
        try {
            return new ScoreSettings(!noConcealment, assumedDelayMs);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--assume-delay: " + e.getMessage(), e);
        }
    }

    /** Key figures are counted even when nobody wants to see them: silent trunks are found in them. */
    private KpiSettings kpiSettings(CommandSpec spec) {
        try {
            return KpiSettings.of(trunks);
        } catch (RuleException e) {
            throw new ParameterException(spec.commandLine(), "--trunks: " + e.getMessage(), e);
        }
    }

    private PatternSettings patternSettings(CommandSpec spec) {
        try {
            return patterns == null ? PatternSettings.DEFAULT : PatternFile.read(patterns);
        } catch (RuleException e) {
            throw new ParameterException(spec.commandLine(), "--patterns: " + e.getMessage(), e);
        }
    }

    private void read(Analysis analysis, PrintWriter err) throws CaptureException {
        try (PacketSource source = MergedSource.open(files)) {
            analysis.read(source);
            source.faults().forEach(fault -> err.println("earshot: " + TextTable.harmless(fault.toString())));
        }
    }

    private boolean printLadder(Analysis analysis, PrintWriter out, PrintWriter err) {
        if (analysis.ladder().isEmpty() && analysis.ladderLogs().isEmpty()) {
            err.println("earshot: no message with Call-ID " + TextTable.harmless(String.valueOf(ladderCallId))
                    + " in these files; without --ladder, analyze lists the Call-IDs");
            return false;
        }
        Terminal terminal = Terminal.ofThisProcess();
        out.print(new LadderText(analysis.ladder(), analysis.ladderLogs()).render(terminal));
        var streams = analysis.streams().stream()
                .filter(stream -> stream.callIds().contains(ladderCallId))
                .toList();
        if (!streams.isEmpty()) {
            out.println();
            out.print(CallTable.streams(streams, terminal));
            streams.forEach(stream -> out.printf(
                    "  %s: %s%n",
                    stream.ssrc(), TextTable.harmless(stream.receipt().sentence())));
        }
        out.flush();
        return true;
    }

    private static void printTables(Analysis analysis, PrintWriter out) {
        Terminal terminal = Terminal.ofThisProcess();
        var packets = analysis.packets();
        out.printf(
                "%d packets: %d decoded, %d ignored, %d malformed, %d truncated%n",
                packets.read(), packets.decoded(), packets.ignored(), packets.malformed(), packets.truncated());
        section("Calls", analysis.calls().size(), CallTable.calls(analysis.calls(), terminal), out, terminal);
        section("Streams", analysis.streams().size(), CallTable.streams(analysis.streams(), terminal), out, terminal);
        var patterns = analysis.patterns();
        if (!patterns.isEmpty()) {
            section("Patterns of traffic", patterns.size(), PatternTable.of(patterns, terminal), out, terminal);
        }
        var links = analysis.links();
        if (!links.isEmpty()) {
            section(
                    "Conversations of several calls",
                    LinkTable.count(links),
                    LinkTable.conversations(links, terminal),
                    out,
                    terminal);
        }
        section(
                "Other transactions",
                analysis.transactions().size(),
                CallTable.transactions(analysis.transactions(), terminal),
                out,
                terminal);
        printOutsideCalls(analysis, out, terminal);
        var reports = analysis.endpointReports();
        if (!reports.isEmpty()) {
            section("Devices' own reports", reports.size(), EndpointTable.of(reports, terminal), out, terminal);
        }
        if (!analysis.errorCounts().isEmpty()) {
            out.println();
            printErrors(analysis, ERROR_KINDS_SHOWN_MAX, out, terminal);
        }
        if (!analysis.notes().isEmpty()) out.println();
        analysis.notes().forEach(out::println);
    }

    /** What there is none of gets no heading: most captures hold calls. */
    private static void printOutsideCalls(Analysis analysis, PrintWriter out, Terminal terminal) {
        var registrations = analysis.registrations();
        if (!registrations.isEmpty()) {
            section(
                    "Registrations",
                    registrations.size(),
                    OutsideTables.registrations(registrations, terminal),
                    out,
                    terminal);
        }
        var subscriptions = analysis.subscriptions();
        if (!subscriptions.isEmpty()) {
            section(
                    "Subscriptions and publications",
                    subscriptions.size(),
                    OutsideTables.subscriptions(subscriptions, terminal),
                    out,
                    terminal);
        }
        var peers = analysis.availability();
        if (!peers.isEmpty()) {
            section("Availability of peers", peers.size(), OutsideTables.availability(peers, terminal), out, terminal);
        }
        var failures = analysis.authenticationFailures();
        if (!failures.isEmpty()) {
            section(
                    "Refused credentials",
                    failures.size(),
                    OutsideTables.authentication(failures, terminal),
                    out,
                    terminal);
        }
    }

    private void printKeys(Analysis analysis, PrintWriter out) throws IOException {
        List<KeyDiscovery.Key> keys = analysis.keys();
        if (isJson) {
            RowJson.mapper().writeValue(out, Map.of("keys", keys));
            out.println();
        } else if (keys.isEmpty()) {
            out.println(
                    analysis.links().isEmpty()
                            ? "No two calls of these files are linked by anything, so there is nothing to learn from."
                            : "No header has the same value in two calls that something else links.");
        } else {
            out.print(LinkTable.keys(keys, Terminal.ofThisProcess()));
        }
        out.flush();
    }

    private static void section(String title, int count, String table, PrintWriter out, Terminal terminal) {
        out.printf("%n%s%n", terminal.paint(Colour.HEADING, title + " (" + count + ")"));
        if (count > 0) out.print(table);
    }

    private static void printErrors(Analysis analysis, int kindsMax, PrintWriter out, Terminal terminal) {
        Map<String, Long> counts = analysis.errorCounts();
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        out.println(terminal.paint(Colour.HEADING, "Errors (" + total + ")"));
        if (total == 0) return;
        out.print(ErrorTable.of(analysis.errors(), counts, kindsMax, terminal));
        if (counts.size() > kindsMax) {
            out.printf("and %d more kinds; --errors lists them%n", counts.size() - kindsMax);
        }
    }

    /** The files are read once more, now that it is known what there is for a packet to belong to. */
    private boolean printPackets(Analysis analysis, PacketNumbers numbers, PrintWriter out, PrintWriter err)
            throws CaptureException {
        Owners owners = new Owners(analysis.calls(), analysis.streams(), analysis.transactions());
        try (PacketSource source = MergedSource.open(files)) {
            int explained = new PacketExplainer(numbers, owners, Terminal.ofThisProcess()).explain(source, out);
            out.flush();
            if (explained == 0) {
                err.println("earshot: no such packet: there are "
                        + analysis.packets().read());
            }
            return explained > 0;
        }
    }

    /** Says what is wrong with a number in the words of {@link PacketNumbers}. */
    private static final class NumbersReader implements ITypeConverter<PacketNumbers> {
        @Override
        public PacketNumbers convert(String text) {
            try {
                return PacketNumbers.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
