// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A pair of virtual interfaces, earshot0 and earshot1, in a network namespace of its own, which ends with the process that
 * runs there. Needs root and iproute2; without them a test is skipped and says so.
 */
final class VethPair {
    /** Without IPv6, which would speak up by itself. */
    private static final String MAKE = "set -e;"
            + " (echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6) 2>/dev/null || :;"
            + " ip link add earshot0 type veth peer name earshot1;"
            + " ip addr add 192.0.2.1/24 dev earshot0; ip link set earshot0 up; ip link set earshot1 up;";

    private VethPair() {}

    /** The lines that a class prints which runs beside the pair. */
    static Stream<String> run(Class<?> inside, String... arguments) throws IOException, InterruptedException {
        int socket = LinuxCalls.socket(LinuxCalls.AF_PACKET, LinuxCalls.SOCK_RAW, 0);
        assumeTrue(socket >= 0, "needs CAP_NET_RAW");
        LinuxCalls.close(socket);
        assumeTrue(shell(MAKE).isEmpty(), "needs root, unshare and ip to make a pair of interfaces");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return shell(MAKE + " exec '" + java + "' -cp '" + System.getProperty("java.class.path") + "' '"
                        + inside.getName() + "' " + String.join(" ", arguments) + " 2>&1")
                .lines();
    }

    /** What a shell in a new network namespace prints; an error is part of it. */
    private static String shell(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "exec unshare --net sh -c \"$0\"", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() == 0 || !output.isEmpty() ? output : "failed";
    }

    /** In the namespace: what ip does with these arguments. */
    static void ip(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) throw new IOException("ip failed");
    }

    /** Sends frames as they are. */
    static final class Sender implements AutoCloseable {
        static {
            Native.register(Sender.class, Platform.C_LIBRARY_NAME);
        }

        private final int socket = LinuxCalls.socket(LinuxCalls.AF_PACKET, LinuxCalls.SOCK_RAW, 0);

        Sender(String device) throws IOException {
            try (Memory address = new Memory(20)) {
                address.clear();
                address.setShort(0, (short) LinuxCalls.AF_PACKET);
                address.setInt(4, LinuxCalls.if_nametoindex(device));
                if (LinuxCalls.bind(socket, address, 20) < 0) throw new IOException(LinuxCalls.lastError());
            }
        }

        void send(byte[] frame) throws IOException {
            try (Memory bytes = new Memory(frame.length)) {
                bytes.write(0, frame, 0, frame.length);
                if (send(socket, bytes, frame.length, 0) < 0) throw new IOException(LinuxCalls.lastError());
            }
        }

        private static native long send(int socket, Pointer bytes, long length, int flags);

        @Override
        public void close() {
            LinuxCalls.close(socket);
        }
    }
}
