// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamListenerTest {
    /** What the kernel says at each attempt: twice that there are no descriptors, then nothing new, then the end. */
    private static final class Exhausted extends ServerSocket {
        private int attempts;

        Exhausted() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            attempts++;
            if (attempts <= 2) throw new SocketException("Too many open files");
            if (attempts == 3) throw new SocketTimeoutException("nobody came");
            close();
            throw new SocketException("closed");
        }
    }

    @Test
    void aMachineOutOfDescriptorsDoesNotEndTheListening() throws Exception {
        HepOptions options = new HepOptions(
                List.of(ListenAddress.parse("tcp://127.0.0.1:0")),
                List.of(AddressRange.parse("127.0.0.0/8")),
                AgentKey.NONE,
                null,
                1,
                1_000);
        try (Exhausted server = new Exhausted()) {
            new StreamListener(server, options, new AgentCounts(), new HepQueue(), () -> 0).run();

            assertThat(server.attempts).isEqualTo(4);
            assertThat(server.isClosed()).isTrue();
        }
    }
}
