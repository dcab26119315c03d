// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChromiumBrowserIT {
    /** Tests of pages must run where no browser is installed: this one comes with its libraries and fonts. */
    @Test
    void theBrowserOfTheNpmRegistryRuns() throws Exception {
        ChromiumBrowser browser = ChromiumBrowser.fetch(NpmPackage.cacheDirectory(), line -> {});

        assertThat(versionOf(browser)).contains("147.");
        assertThat(browser.environment()).containsKeys("LD_LIBRARY_PATH", "FONTCONFIG_FILE");
    }

    private static String versionOf(ChromiumBrowser browser) throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(browser.executable().toString(), "--version").redirectErrorStream(true);
        command.environment().putAll(browser.environment());
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
