// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * What the kernel asks of each packet before it puts it into the ring: a program of the classic BPF, eight octets an
 * instruction, that says how much of the packet is kept, 0 for none of it.
 */
final class KernelFilter {
    private static final int INSTRUCTION_LENGTH = 8;
    private static final short RETURN_CONSTANT = 6;
    private static final int OPTIMISED = 1;
    private static final int NO_NETMASK = 0;

    private final byte[] program;

    private KernelFilter(byte[] program) {
        this.program = program;
    }

    /** The filter of these options; libpcap, which translates it, is asked for only when there is one. */
    static KernelFilter of(LiveOptions options) throws CaptureException, RingRefused {
        if (options.filter().isEmpty()) return keeping(options.snapLength());
        try {
            return translate(options);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw LibpcapSource.libpcapMissing("a capture filter", "capturing all", e);
        }
    }

    /** Keeps so much of every packet. */
    private static KernelFilter keeping(int octets) {
        try (Memory instruction = new Memory(INSTRUCTION_LENGTH)) {
            instruction.clear();
            instruction.setShort(0, RETURN_CONSTANT);
            instruction.setInt(4, octets);
            return new KernelFilter(instruction.getByteArray(0, INSTRUCTION_LENGTH));
        }
    }

    /**
     * On a live handle, for there libpcap knows that the kernel keeps a VLAN's tag apart from the frame, and asks for it
     * where it is.
     */
    private static KernelFilter translate(LiveOptions options) throws CaptureException, RingRefused {
        try (Memory error = new Memory(PcapCalls.ERROR_LENGTH)) {
            Pointer handle = PcapCalls.pcap_create(options.device(), error);
            if (handle == null) throw new RingRefused("libpcap cannot translate its filter: " + error.getString(0));
            try {
                PcapCalls.pcap_set_snaplen(handle, options.snapLength());
                int status = PcapCalls.pcap_activate(handle);
                if (status < 0) {
                    throw new RingRefused("libpcap cannot translate its filter: " + PcapCalls.pcap_statustostr(status));
                }
                return translate(handle, options.filter());
            } finally {
                PcapCalls.pcap_close(handle);
            }
        }
    }

    private static KernelFilter translate(Pointer handle, String filter) throws CaptureException {
        try (Memory program = new Memory(2L * Long.BYTES)) { // bpf_program: how many, and where they are
            if (PcapCalls.pcap_compile(handle, program, filter, OPTIMISED, NO_NETMASK) < 0) {
                throw new CaptureException("filter \"" + filter + "\" is not valid: " + PcapCalls.pcap_geterr(handle));
            }
            try {
                int length = INSTRUCTION_LENGTH * program.getInt(0);
                return new KernelFilter(program.getPointer(Long.BYTES).getByteArray(0, length));
            } finally {
                PcapCalls.pcap_freecode(program);
            }
        }
    }

    void attachTo(int socket) throws RingRefused {
        try (Memory instructions = new Memory(program.length);
                Memory filter = new Memory(2L * Long.BYTES)) { // sock_fprog: the same
            instructions.write(0, program, 0, program.length);
            filter.clear();
            filter.setShort(0, (short) (program.length / INSTRUCTION_LENGTH));
            filter.setPointer(Long.BYTES, instructions);
            int length = (int) filter.size();
            if (LinuxCalls.setsockopt(socket, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_ATTACH_FILTER, filter, length) < 0) {
                throw new RingRefused("the kernel does not take the filter: " + LinuxCalls.lastError());
            }
        }
    }
}
