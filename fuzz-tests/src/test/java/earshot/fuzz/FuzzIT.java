// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A short search for inputs that reach new code, in a program of its own for each target, as {@code scripts/fuzz} does it
 * for as long as one likes. Bounded by runs and begun from a fixed seed: the same search on every machine.
 */
class FuzzIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int RUNS = 200;
    private static final int SEED = 20_260_115;

    private static final int AT_ONCE = 2;

    private record Search(int status, String said) {}

    @TempDir
    private static Path folder;

    private static final Map<Targets, Future<Search>> SEARCHES = new EnumMap<>(Targets.class);

    @BeforeAll
    static void start() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (Targets target : Targets.values()) SEARCHES.put(target, threads.submit(() -> search(target)));
        threads.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void theSearchFindsNothing(Targets target) throws Exception {
        Search search = Objects.requireNonNull(SEARCHES.get(target)).get();

        assertThat(search.status).as("%s: %s", target.label(), search.said).isZero();
        assertThat(search.said).as("the search ran to its end").contains("Done " + RUNS + " runs");
    }

    private static Search search(Targets target) throws Exception {
        Path corpus = folder.resolve(target.label());
        KeptInputs.write(target, corpus);
        Path output = folder.resolve(target.label() + ".output");
        Process process = new ProcessBuilder(command(target, corpus))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Search(process.waitFor(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private static List<String> command(Targets target, Path corpus) {
        return List.of(
                HOME.resolve("scripts/fuzz").toString(),
                "--java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--runs",
                Integer.toString(RUNS),
                "--seed",
                Integer.toString(SEED),
                "--corpus",
                corpus.toString(),
                target.label());
    }
}
