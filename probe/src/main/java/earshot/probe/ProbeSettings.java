// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.agents.HepOptions;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.LiveOptions;
import earshot.probe.capture.ReplaySource;
import earshot.protocols.number.NumberTokens;
import earshot.quality.BufferDepths;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All settings of the probe program, parsed and checked once. Nothing else reads text, environment or properties. */
public record ProbeSettings(
        String id,
        @Nullable Source source,
        @Nullable HepOptions hep,
        boolean keepsLogs,
        Kafka kafka,
        Streams streams,
        int copyWindowMillis,
        int httpPort,
        List<String> sipHeaders,
        BufferDepths buffers,
        @Nullable NumberTokens numbers) {
    private static final int SIP_HEADERS_MAX = 32;

    /** Where packets come from. */
    public sealed interface Source {
        record Live(List<LiveOptions> interfaces) implements Source {}

        record Files(List<Path> paths) implements Source {}

        record StandardInput() implements Source {}

        record Watch(Path folder, @Nullable Path done) implements Source {}

        record Replay(List<Path> paths, double speed) implements Source {}
    }

    public record Kafka(String bootstrap, int queueMax) {}

    public record Streams(int max, int idleSeconds, int reportSeconds) {}

    /** Reads settings from their texts; what is absent has its default. */
    public static ProbeSettings of(Map<ProbeSetting, String> texts) throws SettingsException {
        Texts from = new Texts(texts);
        String id = from.text(ProbeSetting.ID);
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new SettingsException(
                    ProbeSetting.ID.key(), id, "1 to 64 letters, digits, dots, dashes, underscores");
        }
        NumberTokens numbers = NumberKey.read(from);
        return new ProbeSettings(
                id,
                source(from),
                HepTexts.read(from),
                HepTexts.keepsLogs(from, numbers != null),
                new Kafka(bootstrap(from), from.number(ProbeSetting.QUEUE_MAX, 1_024, 10_000_000)),
                new Streams(
                        from.number(ProbeSetting.STREAMS_MAX, 1, 10_000_000),
                        from.number(ProbeSetting.STREAM_IDLE_SECONDS, 5, 3_600),
                        from.number(ProbeSetting.REPORT_SECONDS, 1, 60)),
                from.number(ProbeSetting.DEDUPLICATE_MS, 0, 1_000),
                from.number(ProbeSetting.HTTP_PORT, 0, 65_535),
                sipHeaders(from),
                buffers(from),
                numbers);
    }

    private static BufferDepths buffers(Texts from) throws SettingsException {
        int[] fixed = pair(from, ProbeSetting.FIXED_BUFFERS, ",");
        int[] adaptive = pair(from, ProbeSetting.ADAPTIVE_BUFFER, "-");
        if (fixed[0] < BufferDepths.DEPTH_MIN_MS || fixed[0] > fixed[1]) {
            throw new SettingsException(
                    ProbeSetting.FIXED_BUFFERS.key(),
                    from.text(ProbeSetting.FIXED_BUFFERS),
                    BufferDepths.DEPTH_MIN_MS + " to " + BufferDepths.DEPTH_MAX_MS + " twice, the shorter first");
        }
        if (adaptive[0] > adaptive[1]) {
            throw new SettingsException(
                    ProbeSetting.ADAPTIVE_BUFFER.key(),
                    from.text(ProbeSetting.ADAPTIVE_BUFFER),
                    "0 to " + BufferDepths.DEPTH_MAX_MS + " twice, the least first");
        }
        return new BufferDepths(fixed[0], fixed[1], adaptive[0], adaptive[1]);
    }

    private static int[] pair(Texts from, ProbeSetting setting, String separator) throws SettingsException {
        String text = from.text(setting);
        String form = "two numbers of 0 to " + BufferDepths.DEPTH_MAX_MS + ", like " + setting.defaultValue();
        if (!text.matches("[0-9]{1,4}\\s*" + separator + "\\s*[0-9]{1,4}")) {
            throw new SettingsException(setting.key(), text, form);
        }
        String[] parts = text.split(separator, -1);
        int[] pair = {Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim())};
        if (pair[0] > BufferDepths.DEPTH_MAX_MS || pair[1] > BufferDepths.DEPTH_MAX_MS) {
            throw new SettingsException(setting.key(), text, form);
        }
        return pair;
    }

    private static List<String> sipHeaders(Texts from) throws SettingsException {
        List<String> names = new ArrayList<>();
        for (String name : from.text(ProbeSetting.SIP_HEADERS).split(",", -1)) {
            String trimmed = name.trim().toLowerCase(Locale.ROOT);
            if (trimmed.isEmpty() || names.contains(trimmed)) continue;
            if (!trimmed.matches("[a-z0-9.!%*_+`'~-]{1,64}") || names.size() == SIP_HEADERS_MAX) {
                throw new SettingsException(
                        ProbeSetting.SIP_HEADERS.key(), name.trim(), "names of headers, at most " + SIP_HEADERS_MAX);
            }
            names.add(trimmed);
        }
        return List.copyOf(names);
    }

    /** What of this the pipeline needs. */
    PipelineSettings pipeline(long bootMicros, long tableSeed) {
        return new PipelineSettings.Builder(id, bootMicros)
                .streamsMax(streams.max)
                .streamIdleMillis(streams.idleSeconds * 1_000L)
                .reportMillis(streams.reportSeconds * 1_000L)
                .copyWindowMicros(copyWindowMillis * 1_000L)
                .tableSeed(tableSeed)
                .sipHeaders(sipHeaders)
                .keepsLogs(keepsLogs)
                .buffers(buffers)
                .build();
    }

    private static @Nullable Source source(Texts from) throws SettingsException {
        List<String> interfaces = from.names(ProbeSetting.INTERFACE);
        List<Path> files = from.paths(ProbeSetting.READ);
        String folder = from.text(ProbeSetting.WATCH);
        int named = (interfaces.isEmpty() ? 0 : 1) + (files.isEmpty() ? 0 : 1) + (folder.isEmpty() ? 0 : 1);
        boolean listens = !from.text(ProbeSetting.HEP_LISTEN).isEmpty();
        if (named == 0 && listens) return null;
        if (named != 1) {
            throw new SettingsException(
                    "say what to capture: either interfaces (--interface eth0), files (--read FILE...,"
                            + " - for standard input) or a folder (--watch DIR);"
                            + " or let agents send (--hep udp://127.0.0.1:9060)");
        }
        String done = from.text(ProbeSetting.DONE);
        if (!done.isEmpty() && folder.isEmpty()) {
            throw new SettingsException(ProbeSetting.DONE.key(), done, "only with " + ProbeSetting.WATCH.key());
        }
        if (!folder.isEmpty()) return new Source.Watch(Path.of(folder), done.isEmpty() ? null : Path.of(done));
        return files.isEmpty() ? live(interfaces, from) : files(files, from);
    }

    private static Source files(List<Path> files, Texts from) throws SettingsException {
        boolean isReplay = from.flag(ProbeSetting.REPLAY);
        if (files.stream().anyMatch(FileSource::isStandardInput)) {
            if (files.size() > 1 || isReplay) {
                throw new SettingsException(
                        ProbeSetting.READ.key(),
                        from.text(ProbeSetting.READ),
                        "standard input (-) alone, without replay");
            }
            return new Source.StandardInput();
        }
        return isReplay ? new Source.Replay(files, from.speed()) : new Source.Files(files);
    }

    private static Source live(List<String> interfaces, Texts from) throws SettingsException {
        List<LiveOptions> options = new ArrayList<>();
        for (String name : interfaces) {
            options.add(new LiveOptions(
                    name,
                    from.text(ProbeSetting.FILTER),
                    from.number(ProbeSetting.SNAP_LENGTH, 64, 262_144),
                    from.flag(ProbeSetting.PROMISCUOUS),
                    from.number(ProbeSetting.BUFFER_MIB, 1, 2_047),
                    method(from)));
        }
        return new Source.Live(options);
    }

    private static LiveOptions.Method method(Texts from) throws SettingsException {
        String text = from.text(ProbeSetting.METHOD);
        return switch (text) {
            case "auto" -> LiveOptions.Method.AUTO;
            case "ring" -> LiveOptions.Method.RING;
            case "libpcap" -> LiveOptions.Method.LIBPCAP;
            default -> throw new SettingsException(ProbeSetting.METHOD.key(), text, "auto, ring or libpcap");
        };
    }

    private static String bootstrap(Texts from) throws SettingsException {
        String text = from.text(ProbeSetting.KAFKA);
        for (String broker : text.split(",", -1)) {
            if (!broker.matches("(\\[[0-9a-fA-F:.]+\\]|[^\\s:/]+):[0-9]{1,5}")) {
                throw new SettingsException(ProbeSetting.KAFKA.key(), text, "host:port, several separated by commas");
            }
        }
        return text;
    }

    /** The texts of settings, and how they are read. */
    record Texts(Map<ProbeSetting, String> texts) {
        String text(ProbeSetting setting) {
            return texts.getOrDefault(setting, setting.defaultValue()).trim();
        }

        boolean isDefault(ProbeSetting setting) {
            return text(setting).equals(setting.defaultValue());
        }

        int number(ProbeSetting setting, int least, int most) throws SettingsException {
            String text = text(setting);
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) return number;
            } catch (NumberFormatException e) {
                throw new SettingsException(setting.key(), text, least + " to " + most);
            }
            throw new SettingsException(setting.key(), text, least + " to " + most);
        }

        boolean flag(ProbeSetting setting) throws SettingsException {
            String text = text(setting);
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new SettingsException(setting.key(), text, "true or false");
            };
        }

        double speed() throws SettingsException {
            String text = text(ProbeSetting.SPEED);
            if (text.equals("max")) return ReplaySource.UNPACED;
            try {
                double speed = Double.parseDouble(text);
                if (speed > 0 && speed <= 1_000) return speed;
            } catch (NumberFormatException e) {
                throw new SettingsException(ProbeSetting.SPEED.key(), text, "above 0 to 1000, or max");
            }
            throw new SettingsException(ProbeSetting.SPEED.key(), text, "above 0 to 1000, or max");
        }

        /** Separated by commas; each once. */
        List<String> names(ProbeSetting setting) {
            List<String> names = new ArrayList<>();
            for (String part : text(setting).split(",", -1)) {
                String name = part.trim();
                if (!name.isEmpty() && !names.contains(name)) names.add(name);
            }
            return names;
        }

        List<Path> paths(ProbeSetting setting) {
            List<Path> paths = new ArrayList<>();
            for (String path : text(setting).split(File.pathSeparator, -1)) {
                if (!path.isEmpty()) paths.add(Path.of(path));
            }
            return paths;
        }
    }
}
