// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that no compiler knows, read off the files themselves. */
class TidyTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", ".earshot", ".idea", ".vscode");
    private static final int JAVA_LINES_MAX = 400;
    private static final long BLOB_BYTES_MAX = 1 << 20;

    @Test
    void noJavaFileHoldsTwoIdeas() throws IOException {
        assertThat(javaFiles(path -> true).filter(file -> lines(file).size() > JAVA_LINES_MAX))
                .as("files of more than %d lines", JAVA_LINES_MAX)
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        // In two halves, so that this file does not find itself.
        Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled");
        assertThat(javaFiles(path -> true).filter(file -> lines(file).stream()
                        .anyMatch(line -> later.matcher(line).find())))
                .isEmpty();
    }

    @Test
    void noTestWaitsForTheClock() throws IOException {
        String sleep = "Thread." + "sleep(";
        assertThat(javaFiles(path -> path.toString().contains("/src/test/"))
                        .filter(file -> lines(file).stream().anyMatch(line -> line.contains(sleep))))
                .isEmpty();
    }

    @Test
    void onlyTheCommandLinePrints() throws IOException {
        String print = "System." + "out";
        assertThat(javaFiles(path -> path.toString().contains("/src/main/"))
                        .filter(file -> lines(file).stream().anyMatch(line -> line.contains(print)))
                        .map(file -> HOME.relativize(file).toString()))
                .allMatch(file -> file.startsWith("standalone/") || PRINTERS.contains(file));
    }

    /** Programs and child processes whose standard output is their interface. */
    private static final Set<String> PRINTERS = Set.of(
            "embedded/src/main/java/earshot/embedded/bridge/ClickHouseBridge.java",
            "benchmarks/src/main/java/earshot/benchmarks/LiveReader.java",
            "benchmarks/src/main/java/earshot/benchmarks/PipelinePasses.java",
            "benchmarks/src/main/java/earshot/benchmarks/jobs/JobRun.java");

    @Test
    void noLargeFileOutsideTheCaptures() throws IOException {
        assertThat(files(path -> !path.startsWith(HOME.resolve("sample-pcaps")))
                        .filter(file -> file.toFile().length() > BLOB_BYTES_MAX))
                .isEmpty();
    }

    @Test
    void everyDecisionHasItsOwnNumber() throws IOException {
        TreeMap<String, List<String>> byNumber = new TreeMap<>();
        files(path -> path.startsWith(HOME.resolve("docs/decisions"))).forEach(file -> {
            String name = file.getFileName().toString();
            byNumber.computeIfAbsent(name.substring(0, 4), number -> new ArrayList<>())
                    .add(name);
        });

        assertThat(byNumber).isNotEmpty();
        assertThat(byNumber.values()).allSatisfy(names -> assertThat(names).hasSize(1));
        assertThat(byNumber.keySet()).allMatch(number -> number.matches("[0-9]{4}"));
    }

    @Test
    void theMapNamesEveryModule() throws IOException {
        String map = Files.readString(HOME.resolve("docs/architecture.md"));
        String pom = Files.readString(HOME.resolve("pom.xml"));

        Pattern.compile("<module>(.+?)</module>").matcher(pom).results().forEach(module -> assertThat(map)
                .contains("`" + module.group(1) + "/`"));
    }

    @Test
    void everyModuleSaysWhatItIs() throws IOException {
        String pom = Files.readString(HOME.resolve("pom.xml"));

        Pattern.compile("<module>(.+?)</module>").matcher(pom).results().forEach(module -> assertThat(
                        HOME.resolve(module.group(1)).resolve("README.md"))
                .exists());
    }

    private static Stream<Path> javaFiles(Predicate<Path> which) throws IOException {
        return files(path -> path.toString().endsWith(".java") && which.test(path));
    }

    private static Stream<Path> files(Predicate<Path> which) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                boolean isNotOurs = name != null && NOT_OURS.contains(name.toString());
                return isNotOurs ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (which.test(file)) found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
