// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The earshot program in a process of its own, as the launcher starts it. */
public final class EarshotProcess {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** How a run ended. */
    public record Result(int exitStatus, String output, String errors) {}

    private EarshotProcess() {}

    /** Runs a command to its end. */
    public static Result run(String... arguments) throws IOException, InterruptedException {
        return run(command(arguments));
    }

    /** Runs a prepared command to its end. */
    static Result run(ProcessBuilder command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("earshot-", ".out");
        Path errors = Files.createTempFile("earshot-", ".err");
        try {
            Process process = command.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            int status = process.waitFor();
            return new Result(status, Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** A command to be started, in the folder above the modules. */
    public static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=earshot.events",
                "-Dearshot.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                Earshot.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).directory(HOME.toFile());
    }

    /** The arguments followed by all sample captures, in order of their names. */
    public static String[] withSampleCaptures(String... arguments) throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("sample-pcaps"))) {
            return Stream.concat(
                            Arrays.stream(arguments),
                            files.filter(file -> file.toString().endsWith(".pcap"))
                                    .sorted()
                                    .map(Path::toString))
                    .toArray(String[]::new);
        }
    }
}
