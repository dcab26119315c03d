// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.agents.HepOptions;
import earshot.probe.agents.HepSource;
import earshot.probe.capture.BackgroundSource;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.CombinedSource;
import earshot.probe.capture.LibpcapSource;
import earshot.probe.capture.LiveInterface;
import earshot.probe.capture.MergedSource;
import earshot.probe.capture.PacketSource;
import earshot.probe.capture.ReplaySource;
import earshot.probe.capture.WatchedFolder;
import earshot.probe.dissect.Copies;
import earshot.probe.health.MetricsServer;
import earshot.probe.publish.KafkaPublisher;
import earshot.probe.publish.TokenisedNumbers;
import earshot.protocols.number.NumberTokens;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The probe program: reads its settings, wires source, pipeline and publisher together, and runs until it ends. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        customSynopsis = {
            "earshot probe --interface NAME[,NAME...] [OPTIONS]",
            "       earshot probe --read FILE... | --watch DIR [OPTIONS]",
            "       earshot probe --hep URL... [OPTIONS]"
        },
        description = "Captures VoIP and publishes what it sees to Kafka.",
        footer = {
            "",
            "Every option can also be set in a file (--config) and by an environment variable, e.g.",
            "kafka.bootstrap=host:9092 or EARSHOT_PROBE_KAFKA_BOOTSTRAP=host:9092; options win over variables,",
            "variables over the file."
        })
public final class Probe implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final long STOP_MILLIS = 8_000;
    private static final long CLOSE_MILLIS = 5_000;
    private static final int EXIT_MISTAKE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(validate = false, heading = "%nFrom interfaces (needs CAP_NET_RAW; filters need libpcap):%n")
    private ProbeOptions.Interfaces interfaceOptions = new ProbeOptions.Interfaces();

    @ArgGroup(validate = false, heading = "%nFrom files:%n")
    private ProbeOptions.CaptureFiles fileOptions = new ProbeOptions.CaptureFiles();

    @ArgGroup(validate = false, heading = "%nFrom capture agents, beside a capture or alone:%n")
    private ProbeOptions.Agents agentOptions = new ProbeOptions.Agents();

    @ArgGroup(validate = false, heading = "%nEvents:%n")
    private ProbeOptions.Events eventOptions = new ProbeOptions.Events();

    @ArgGroup(validate = false, heading = "%nSettings and metrics:%n")
    private ProbeOptions.Running runOptions = new ProbeOptions.Running();

    /** Runs the probe and exits with its code: 0 after a clean end, 2 when the settings or the machine do not allow it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Probe()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            if (interfaceOptions.listInterfaces) return list();
            return run(ProbeSettings.of(texts(System.getenv())));
        } catch (SettingsException | CaptureException e) {
            return mistake(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return mistake("cannot use Kafka: " + cause.getMessage());
        } catch (IOException e) {
            return mistake("cannot serve metrics: " + e.getMessage() + "; choose another port with --http-port");
        }
    }

    private int run(ProbeSettings settings) throws CaptureException, IOException {
        boolean isLive = settings.hep() != null || settings.source() instanceof ProbeSettings.Source.Live;
        PacketSource source = open(settings);
        try (KafkaPublisher publisher = KafkaPublisher.start(new KafkaPublisher.Options(
                settings.kafka().bootstrap(),
                "earshot-probe-" + settings.id(),
                settings.kafka().queueMax(),
                !isLive,
                CLOSE_MILLIS))) {
            long bootMicros = nowNanos() / 1_000;
            PipelineSettings pipelineSettings = settings.pipeline(bootMicros, new SecureRandom().nextLong());
            NumberTokens numbers = settings.numbers();
            ProbePipeline pipeline = new ProbePipeline(
                    pipelineSettings, numbers == null ? publisher : new TokenisedNumbers(publisher, numbers));
            if (settings.source() instanceof ProbeSettings.Source.Live) WarmUp.run();
            ProbeRunner runner = new ProbeRunner(source, pipeline, System::nanoTime);
            Thread hook = stopOnSignal(runner, publisher);
            LOG.info("probe {} publishes to {}", settings.id(), settings.kafka().bootstrap());
            if (settings.httpPort() == 0) {
                runner.run();
            } else {
                try (MetricsServer server = MetricsServer.start(settings.httpPort(), runner::metrics)) {
                    LOG.info("metrics on http://localhost:{}/metrics", server.port());
                    runner.run();
                }
            }
            forget(hook);
            LOG.info("{}; {} events, {} dropped", pipeline.totals(), publisher.published(), publisher.dropped());
        } finally {
            source.close();
        }
        return 0;
    }

    private static PacketSource open(ProbeSettings settings) throws CaptureException {
        ProbeSettings.Source captured = settings.source();
        HepOptions agents = settings.hep();
        if (agents == null && captured != null) return open(captured);
        if (agents == null) throw new IllegalStateException("settings without any source");
        HepSource hep = HepSource.open(agents, Probe::nowNanos);
        LOG.info("agents may send HEP to {}", agents.listen());
        if (captured == null) return hep;
        try {
            return new CombinedSource(List.of(open(captured), hep));
        } catch (CaptureException e) {
            hep.close();
            throw e;
        }
    }

    private static PacketSource open(ProbeSettings.Source source) throws CaptureException {
        if (source instanceof ProbeSettings.Source.Live live) {
            return MergedSource.live(live.interfaces(), Probe::nowNanos);
        }
        if (source instanceof ProbeSettings.Source.Watch watch) {
            return WatchedFolder.open(watch.folder(), watch.done(), Probe::nowNanos);
        }
        if (source instanceof ProbeSettings.Source.StandardInput) {
            return BackgroundSource.ofStandardInput(Probe::nowNanos);
        }
        if (source instanceof ProbeSettings.Source.Replay replay) {
            return new ReplaySource(replay.paths(), replay.speed(), Probe::nowNanos);
        }
        return MergedSource.open(((ProbeSettings.Source.Files) source).paths());
    }

    /** On SIGTERM and Ctrl-C: what was seen is reported and sent before the program ends. */
    private static Thread stopOnSignal(ProbeRunner runner, KafkaPublisher publisher) {
        Thread hook = new Thread(
                () -> {
                    try {
                        runner.stop(STOP_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    publisher.close();
                },
                "earshot-probe-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the program is shutting down already", e);
        }
    }

    private int list() throws CaptureException {
        PrintWriter out = commandLine().getOut();
        for (LiveInterface each : LibpcapSource.interfaces()) {
            String state = each.isUp() ? "up" : "down";
            out.printf("%-16s %-5s %s%n", each.name(), state, String.join(" ", each.addresses()));
        }
        out.flush();
        return 0;
    }

    private int mistake(String sentence) {
        PrintWriter err = commandLine().getErr();
        err.println("earshot probe: " + sentence);
        err.flush();
        return EXIT_MISTAKE;
    }

    private CommandLine commandLine() {
        if (spec == null) throw new IllegalStateException("picocli sets the spec before it calls");
        return spec.commandLine();
    }

    private Map<ProbeSetting, String> texts(Map<String, String> environment) throws SettingsException {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        if (runOptions.config != null) texts.putAll(fromFile(runOptions.config));
        for (ProbeSetting setting : ProbeSetting.values()) {
            String value = environment.get(setting.environmentVariable());
            if (value != null) texts.put(setting, value);
        }
        put(
                texts,
                ProbeSetting.INTERFACE,
                interfaceOptions.interfaces == null ? null : String.join(",", interfaceOptions.interfaces));
        put(texts, ProbeSetting.FILTER, interfaceOptions.filter);
        put(texts, ProbeSetting.SNAP_LENGTH, interfaceOptions.snapLength);
        put(texts, ProbeSetting.PROMISCUOUS, interfaceOptions.notPromiscuous ? "false" : null);
        put(texts, ProbeSetting.METHOD, interfaceOptions.method);
        put(
                texts,
                ProbeSetting.DEDUPLICATE_MS,
                eventOptions.deduplicate ? Long.toString(Copies.WINDOW_MICROS / 1_000) : null);
        put(
                texts,
                ProbeSetting.READ,
                fileOptions.files == null ? null : String.join(File.pathSeparator, fileOptions.files));
        put(texts, ProbeSetting.HEP_LISTEN, agentOptions.hep == null ? null : String.join(",", agentOptions.hep));
        put(
                texts,
                ProbeSetting.HEP_AGENTS,
                agentOptions.hepAgents == null ? null : String.join(",", agentOptions.hepAgents));
        put(texts, ProbeSetting.HEP_KEY_FILE, agentOptions.hepKeyFile);
        put(texts, ProbeSetting.HEP_TLS_CERTIFICATE, agentOptions.hepTlsCertificate);
        put(texts, ProbeSetting.HEP_TLS_KEY, agentOptions.hepTlsKey);
        put(texts, ProbeSetting.HEP_TLS_CLIENT_CA, agentOptions.hepTlsClientCa);
        put(texts, ProbeSetting.HEP_LOGS, agentOptions.hepLogs);
        put(texts, ProbeSetting.WATCH, fileOptions.watch);
        put(texts, ProbeSetting.DONE, fileOptions.done);
        put(texts, ProbeSetting.REPLAY, fileOptions.replay ? "true" : null);
        put(texts, ProbeSetting.SPEED, fileOptions.speed);
        put(texts, ProbeSetting.KAFKA, eventOptions.kafka);
        put(texts, ProbeSetting.SIP_HEADERS, withUsual(eventOptions.sipHeaders));
        put(texts, ProbeSetting.NUMBERS, eventOptions.tokeniseNumbers ? "tokenised" : null);
        put(texts, ProbeSetting.NUMBER_KEY_FILE, eventOptions.numberKeyFile);
        put(texts, ProbeSetting.ID, eventOptions.id);
        put(texts, ProbeSetting.HTTP_PORT, runOptions.httpPort);
        return texts;
    }

    private static @Nullable String withUsual(@Nullable List<String> headers) {
        if (headers == null) return null;
        return ProbeSetting.SIP_HEADERS.defaultValue() + ',' + String.join(",", headers);
    }

    private static void put(Map<ProbeSetting, String> texts, ProbeSetting setting, @Nullable String value) {
        if (value != null) texts.put(setting, value);
    }

    private static Map<ProbeSetting, String> fromFile(Path file) throws SettingsException {
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("cannot read settings from " + file + ": " + e.getMessage());
        }
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        for (String key : properties.stringPropertyNames()) {
            texts.put(settingOf(key, file), properties.getProperty(key));
        }
        return texts;
    }

    private static ProbeSetting settingOf(String key, Path file) throws SettingsException {
        List<String> known = new ArrayList<>();
        for (ProbeSetting setting : ProbeSetting.values()) {
            if (setting.key().equals(key)) return setting;
            known.add(setting.key());
        }
        throw new SettingsException("unknown setting " + key + " in " + file + "; known: " + known);
    }

    private static long nowNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
