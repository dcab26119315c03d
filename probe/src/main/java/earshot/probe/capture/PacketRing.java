// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket of packet(7) bound to one interface, with the ring of memory that the kernel fills ({@link RingBlocks}). Closed by any
 * thread: nobody is in the memory while it goes, and nobody gets into it afterwards.
 */
final class PacketRing implements AutoCloseable {
    /** How the interface is, as far as the kernel said since it was asked last. */
    enum State {
        UP,
        DOWN,
        GONE
    }

    private static final int TPACKET_V3 = 2;
    private static final int BLOCKS_MIN = 2; // one for the kernel while the other is read
    private static final int FRAME_LENGTH = 1 << 11; // what TPACKET_V3 wants to hear; packets lie side by side
    /** A block is handed over when so old, though not full. */
    private static final int RETIRE_MS = 20;

    private static final int PROMISCUOUS = 1;
    private static final short ALL_PROTOCOLS = 3;
    private static final int NAME_LENGTH = 16;
    private static final int IFF_UP = 1;
    private static final short ARPHRD_ETHER = 1;
    private static final short ARPHRD_LOOPBACK = 772;
    /** Of sockaddr_ll: family, protocol (2), interface (4), kind of hardware (8). */
    private static final int ADDRESS_LENGTH = 20;

    private final int socket;
    private final int ifIndex;
    private final Memory answer = new Memory(64);
    private boolean isLoopback;
    private long address = -1;
    private long length;
    private RingBlocks blocks = RingBlocks.NONE;
    private long dropped;
    private boolean closed;

    private PacketRing(int socket, int ifIndex) {
        this.socket = socket;
        this.ifIndex = ifIndex;
    }

    /** Opens the ring, which is empty until {@link #begin}, or says why that is not possible at all or not by a ring. */
    static PacketRing open(LiveOptions options) throws CaptureException, RingRefused {
        if (!LinuxCalls.isSupported()) throw new RingRefused("this is not a Linux whose rings are known");
        String device = options.device();
        int ifIndex = LinuxCalls.if_nametoindex(device);
        if (ifIndex == 0) {
            if (LibpcapSource.knows(device)) throw new RingRefused("it is no interface of the kernel's");
            throw LiveCapture.unknown(device, names());
        }
        // Protocol 0 is no packet: none comes in before the filter is there.
        int socket = LinuxCalls.socket(LinuxCalls.AF_PACKET, LinuxCalls.SOCK_RAW | LinuxCalls.SOCK_CLOEXEC, 0);
        if (socket < 0) {
            int error = Native.getLastError();
            if (error == LinuxCalls.EPERM || error == LinuxCalls.EACCES) throw LiveCapture.notPermitted(device);
            throw new RingRefused("the kernel has no socket for it: " + LinuxCalls.strerror(error));
        }
        PacketRing ring = new PacketRing(socket, ifIndex);
        try {
            ring.prepare(options);
            return ring;
        } catch (CaptureException | RingRefused e) {
            ring.close();
            throw e;
        }
    }

    private void prepare(LiveOptions options) throws CaptureException, RingRefused {
        bind((short) 0);
        look();
        short hardware = answer.getShort(8);
        isLoopback = hardware == ARPHRD_LOOPBACK;
        if (!isLoopback && hardware != ARPHRD_ETHER) {
            throw new RingRefused("its frames are not Ethernet's (ARPHRD " + hardware + ")");
        }
        if (!isUp(options.device())) {
            throw new CaptureException("cannot capture on " + options.device()
                    + ": it is down; bring it up with: ip link set " + options.device() + " up");
        }
        map(options.bufferMiB());
        KernelFilter.of(options).attachTo(socket);
        if (options.promiscuous()) joinAll();
    }

    private void bind(short protocol) throws RingRefused {
        answer.clear();
        answer.setShort(0, (short) LinuxCalls.AF_PACKET);
        answer.setByte(3, (byte) protocol); // in the network's order
        answer.setInt(4, ifIndex);
        demand("to bind it", LinuxCalls.bind(socket, answer, ADDRESS_LENGTH));
    }

    private void map(int mebibytes) throws RingRefused {
        int blockLength = Math.min(RingBlocks.BLOCK_LENGTH_MAX, (mebibytes << 20) / BLOCKS_MIN);
        int count = (mebibytes << 20) / blockLength;
        answer.setInt(0, TPACKET_V3);
        demand("version 3 of it", set(LinuxCalls.PACKET_VERSION, Integer.BYTES));
        int[] request = {blockLength, count, FRAME_LENGTH, blockLength / FRAME_LENGTH * count, RETIRE_MS, 0, 0};
        answer.write(0, request, 0, request.length);
        demand(mebibytes + " MiB for it", set(LinuxCalls.PACKET_RX_RING, Integer.BYTES * request.length));
        length = (long) blockLength * count;
        address = LinuxCalls.mmap(null, length, LinuxCalls.PROT_READ_WRITE, LinuxCalls.MAP_SHARED, socket, 0);
        demand("to map it", address == -1 ? -1 : 0);
        blocks = new RingBlocks(new Pointer(address).getByteBuffer(0, length), blockLength);
    }

    private void joinAll() throws RingRefused {
        answer.clear();
        answer.setInt(0, ifIndex);
        answer.setShort(4, (short) PROMISCUOUS);
        demand("packets for other hosts", set(LinuxCalls.PACKET_ADD_MEMBERSHIP, 16));
    }

    private int set(int name, int octets) {
        return LinuxCalls.setsockopt(socket, LinuxCalls.SOL_PACKET, name, answer, octets);
    }

    private static void demand(String what, int result) throws RingRefused {
        if (result < 0) throw new RingRefused("the kernel refuses " + what + ": " + LinuxCalls.lastError());
    }

    /** Lets packets in from now on. */
    synchronized void begin() throws RingRefused {
        if (!closed) bind(ALL_PROTOCOLS);
    }

    /** Whether it is the interface on which each packet that goes out comes in again. */
    boolean isLoopback() {
        return isLoopback;
    }

    /** As {@link RingBlocks#copyNext}; nothing more when closed. */
    synchronized boolean copyNext(RingSlice slice) {
        return !closed && blocks.copyNext(slice);
    }

    /** Packets that found the ring full, since it was opened. */
    synchronized long dropped() {
        if (!closed && get(LinuxCalls.SOL_PACKET, LinuxCalls.PACKET_STATISTICS, 3 * Integer.BYTES)) {
            dropped += answer.getInt(Integer.BYTES) & 0xFFFF_FFFFL; // the kernel counts from 0 again
        }
        return dropped;
    }

    /** Asks how the interface is; the kernel keeps the ring while it is down, but not for one that goes. */
    synchronized State state(String device) {
        if (closed) return State.GONE;
        boolean isDown = error() == LinuxCalls.ENETDOWN;
        look();
        if (answer.getInt(4) != ifIndex) return State.GONE;
        return isDown || !isUp(device) ? State.DOWN : State.UP;
    }

    /** The address that the socket is bound to now. */
    private void look() {
        answer.setInt(32, ADDRESS_LENGTH);
        LinuxCalls.getsockname(socket, answer, answer.share(32));
    }

    private boolean isUp(String device) {
        answer.clear();
        answer.setString(0, device.substring(0, Math.min(device.length(), NAME_LENGTH - 1)));
        boolean isKnown = LinuxCalls.ioctl(socket, LinuxCalls.SIOCGIFFLAGS, answer) == 0;
        return !isKnown || (answer.getShort(NAME_LENGTH) & IFF_UP) != 0; // known by another name now
    }

    private int error() {
        return get(LinuxCalls.SOL_SOCKET, LinuxCalls.SO_ERROR, Integer.BYTES) ? answer.getInt(0) : 0;
    }

    private boolean get(int level, int name, int octets) {
        answer.setInt(32, octets);
        return LinuxCalls.getsockopt(socket, level, name, answer, answer.share(32)) == 0;
    }

    /** Interfaces by name; of the network namespace that this thread is in, which is not always the one of /sys. */
    private static List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/thread-self/net/dev"))) {
                int colon = line.indexOf(':');
                if (colon > 0) names.add(line.substring(0, colon).trim());
            }
        } catch (IOException e) {
            return List.of("(not known: " + e.getMessage() + ")");
        }
        return names;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        blocks = RingBlocks.NONE;
        if (address != -1) LinuxCalls.munmap(address, length);
        LinuxCalls.close(socket);
    }
}
