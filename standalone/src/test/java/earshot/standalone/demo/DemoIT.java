// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.standalone.EarshotProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job as its user runs it: the program itself, real engines, all sample captures. */
class DemoIT {
    /** The table of the demo has been through Kafka, Flink, ClickHouse and REST; analyze's has not. */
    @Test
    @Timeout(300)
    void theDemoPrintsTheTableThatAnalyzePrints() throws Exception {
        EarshotProcess.Result demo = EarshotProcess.run("demo", "--once", "--port", "0");
        EarshotProcess.Result analyze = EarshotProcess.run(EarshotProcess.withSampleCaptures("analyze"));

        assertThat(demo.exitStatus()).as(demo.errors()).isZero();
        assertThat(analyze.exitStatus()).as(analyze.errors()).isZero();
        assertThat(demo.output()).isNotBlank();
        assertThat(callTable(analyze.output())).isEqualTo(demo.output());
    }

    /** The part of analyze's output between the heading of calls and the next empty line. */
    private static String callTable(String output) {
        int start = output.indexOf('\n', output.indexOf("Calls (")) + 1;
        return output.substring(start, output.indexOf("\n\n", start) + 1);
    }
}
