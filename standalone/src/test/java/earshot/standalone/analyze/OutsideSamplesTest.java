// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.probe.capture.FileSource;
import earshot.standalone.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SIP tells outside calls, against what the scripts of the samples did (the OUTSIDE of record/scenarios). */
class OutsideSamplesTest {
    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void theRowsOutsideCallsAreThoseOfTheManifest(Manifest manifest) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(manifest.capture())) {
            analysis.read(source);
        }

        manifest.assertRows(Map.of(
                "registrations", analysis.registrations(),
                "subscriptions", analysis.subscriptions(),
                "availability", analysis.availability(),
                "authenticationFailures", analysis.authenticationFailures()));
        manifest.assertTransactions(analysis.transactions());
    }
}
