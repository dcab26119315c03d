// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium in which tests open the pages: the one installed on this machine, else a headless one from the npm
 * registry, so that a JDK, Maven and npm are enough to run all tests.
 *
 * @param executable to be started with {@code --no-sandbox}, as containers and root need
 * @param environment variables to be set for it: where its own libraries and fonts are
 */
public record ChromiumBrowser(Path executable, Map<String, String> environment) {
    private static final List<String> INSTALLED = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int UNPACK_SECONDS_MAX = 120;
    private static final String VERSION = "147.0.0";
    private static final NpmPackage PACKAGE = new NpmPackage(
            "The headless Chromium",
            "@sparticuz/chromium",
            VERSION,
            "sparticuz-chromium-" + VERSION + ".tgz",
            "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ==",
            69,
            500,
            "install Chromium (Debian: apt-get install chromium)");

    /** Brotli is not in the JDK, but in the Node that npm runs on. */
    private static final String DECOMPRESS = "const z=require('zlib'),f=require('fs');"
            + "for(const n of ['chromium','al2023.tar','swiftshader.tar','fonts.tar'])"
            + "f.writeFileSync(n,z.brotliDecompressSync(f.readFileSync('package/bin/'+n+'.br')));";

    /**
     * An installed Chromium, else one from the cache directory, fetched if it is not there yet.
     *
     * @param progress takes lines for a person to follow
     */
    public static ChromiumBrowser find(Consumer<String> progress) throws IOException {
        Path installed = installed();
        if (installed != null) return new ChromiumBrowser(installed, Map.of());
        return fetch(NpmPackage.cacheDirectory(), progress);
    }

    /** The Chromium of the npm registry, whatever is installed. */
    static ChromiumBrowser fetch(Path cache, Consumer<String> progress) throws IOException {
        Path home = PACKAGE.install(cache, "chromium-" + VERSION, ChromiumBrowser::unpack, progress)
                .toAbsolutePath();
        return new ChromiumBrowser(
                home.resolve("chromium"),
                Map.of(
                        "LD_LIBRARY_PATH",
                        home.resolve("lib") + ":" + home,
                        "FONTCONFIG_FILE",
                        fontConfiguration(home).toString()));
    }

    private static @Nullable Path installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String name : INSTALLED) {
            for (String directory : path.split(":", -1)) {
                Path candidate = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isExecutable(candidate)) return candidate;
            }
        }
        return null;
    }

    private static void unpack(Path archive, Path directory) throws IOException {
        run(directory, "tar", "xzf", archive.toAbsolutePath().toString(), "package/bin");
        run(directory, "node", "-e", DECOMPRESS);
        for (String part : List.of("al2023.tar", "swiftshader.tar", "fonts.tar")) {
            run(directory, "tar", "xf", part);
            Files.delete(directory.resolve(part));
        }
        NpmPackage.deleteAll(directory.resolve("package"));
        run(directory, "chmod", "u+x", "chromium");
    }

    /** The package's own font configuration names directories of another machine. */
    private static Path fontConfiguration(Path home) throws IOException {
        Path file = home.resolve("earshot-fonts.conf");
        String configuration = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>"
                + home.resolve("fonts") + "</dir><cachedir>" + home.resolve("font-cache")
                + "</cachedir></fontconfig>\n";
        if (!Files.exists(file)) Files.writeString(file, configuration);
        return file;
    }

    private static void run(Path directory, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(UNPACK_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new EngineUnavailableException(
                "The headless Chromium could not be unpacked (" + command[0] + " failed): " + PACKAGE.instead() + ".");
    }
}
