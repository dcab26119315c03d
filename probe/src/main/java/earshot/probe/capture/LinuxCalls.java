// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that a packet ring is made of, by their own names, and the numbers that Linux has for what
 * they are asked (socket(7), packet(7)), as they are on {@link #isSupported the machines we know}. A call that fails returns
 * -1; why is in {@link Native#getLastError()}.
 */
final class LinuxCalls {
    static final int AF_PACKET = 17;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_ERROR = 4;
    static final int SO_ATTACH_FILTER = 26;
    static final int SOL_PACKET = 263;
    static final int PACKET_ADD_MEMBERSHIP = 1;
    static final int PACKET_RX_RING = 5;
    static final int PACKET_STATISTICS = 6;
    static final int PACKET_VERSION = 10;
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED = 1;
    static final long SIOCGIFFLAGS = 0x8913;
    static final int EPERM = 1;
    static final int EACCES = 13;
    static final int ENETDOWN = 100;

    static {
        Native.register(LinuxCalls.class, Platform.C_LIBRARY_NAME);
    }

    private LinuxCalls() {}

    /** Other processors have other numbers, and 32 bits other structures. */
    static boolean isSupported() {
        return Platform.isLinux()
                && switch (System.getProperty("os.arch")) {
                    case "amd64", "aarch64", "riscv64", "ppc64le", "s390x" -> true;
                    default -> false;
                };
    }

    static String lastError() {
        return strerror(Native.getLastError());
    }

    static native int socket(int domain, int type, int protocol);

    static native int setsockopt(int socket, int level, int name, Pointer value, int length);

    static native int getsockopt(int socket, int level, int name, Pointer value, Pointer length);

    static native int bind(int socket, Pointer address, int length);

    static native int getsockname(int socket, Pointer address, Pointer length);

    static native int ioctl(int file, long request, Pointer argument);

    /** Returns an address, or -1. */
    static native long mmap(@Nullable Pointer address, long length, int protection, int flags, int file, long offset);

    static native int munmap(long address, long length);

    static native int close(int file);

    /** Returns 0 for a name that no interface has. */
    static native int if_nametoindex(String name);

    static native String strerror(int error);
}
