// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import earshot.api.ApiServer;
import earshot.jobs.CallJob;
import earshot.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The parts of Earshot alone, behind the one command line: each reads its own flags and has its own help. */
final class Programs {
    private Programs() {}

    @Command(name = "probe", description = "Captures, decodes and publishes to Kafka.")
    static final class ProbeProgram implements Runnable {
        @Unmatched
        private List<String> flags = new ArrayList<>();

        @Override
        public void run() {
            Probe.main(flags.toArray(String[]::new));
        }
    }

    @Command(name = "jobs", description = "Runs the Flink job in this process, from Kafka to ClickHouse.")
    static final class JobsProgram implements Runnable {
        @Unmatched
        private List<String> flags = new ArrayList<>();

        @Override
        public void run() {
            CallJob.main(flags.toArray(String[]::new));
        }
    }

    @Command(name = "api", description = "Serves the web pages, the REST API and webhooks.")
    static final class ApiProgram implements Runnable {
        @Unmatched
        private List<String> flags = new ArrayList<>();

        @Override
        public void run() {
            ApiServer.main(flags.toArray(String[]::new));
        }
    }
}
