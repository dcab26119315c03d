// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import earshot.protocols.Bytes;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a capture file, gunzipped where needed, read forwards only so that a pipe will do. What is asked for lies
 * in one piece in {@link #bytes()} from {@link #position()} on, so that nothing needs to be copied out. Memory is bounded.
 *
 * <p>The kernel is asked for much at once, and of that little by little is brought into the array: what was just written there is
 * in the processor's nearest cache when it is looked at.
 */
final class CaptureInput implements Closeable {
    /** Most bytes that can lie in one piece: the longest frame, and the numbers around it. */
    static final int PIECE_MAX = FileSource.FRAME_LENGTH_MAX + (1 << 12);

    private static final int READ_BYTES = 1 << 18; // more leave the processor's cache, fewer ask the kernel more often
    private static final int SLICE_BYTES = 1 << 13; // a group of voice packets
    private static final int ROOM_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;

    private final ReadableByteChannel channel;
    /** What the kernel gave and was not brought into the array yet. */
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES).limit(0);

    private byte[] bytes = new byte[ROOM_BYTES];
    private int position;
    private int limit;
    private long offsetOfBytes;

    private CaptureInput(ReadableByteChannel channel) {
        this.channel = channel;
    }

    static CaptureInput open(Path file) throws IOException {
        // A pipe has no beginning to look at first, and no position, for which the streams of Files ask.
        if (!Files.isRegularFile(file)) return of(new FileInputStream(file.toFile()));
        FileChannel channel = FileChannel.open(file);
        try {
            ByteBuffer magic = ByteBuffer.allocate(Short.BYTES);
            boolean isGzip = channel.read(magic, 0) == Short.BYTES && (magic.getShort(0) & 0xFFFF) == GZIP_MAGIC;
            return isGzip ? unzipped(Channels.newInputStream(channel)) : new CaptureInput(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static CaptureInput of(InputStream raw) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(raw, Short.BYTES);
        byte[] magic = stream.readNBytes(Short.BYTES);
        stream.unread(magic);
        boolean isGzip = magic.length == Short.BYTES && Bytes.u16(magic, 0) == GZIP_MAGIC;
        return isGzip ? unzipped(stream) : new CaptureInput(Channels.newChannel(stream));
    }

    private static CaptureInput unzipped(InputStream stream) throws IOException {
        return new CaptureInput(Channels.newChannel(new GZIPInputStream(stream, ROOM_BYTES)));
    }

    /** Bytes taken so far. */
    long offset() {
        return offsetOfBytes + position;
    }

    /** The array that holds what was gathered; good until the next {@link #gather} or {@link #skip}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the bytes not yet taken start in {@link #bytes()}. */
    int position() {
        return position;
    }

    /** Where the bytes end that were gathered without being asked for. */
    int limit() {
        return limit;
    }

    /** Brings together that many bytes, at most {@link #PIECE_MAX}; returns how many there are: fewer at the end. */
    int gather(int length) throws IOException {
        if (limit - position < length) fill(length);
        return Math.min(length, limit - position);
    }

    /** Moves past bytes that were gathered. */
    void take(int length) {
        position += length;
    }

    /** Moves past that many bytes, gathered or not; false when the file ends before. */
    boolean skip(long length) throws IOException {
        long left = length;
        while (left > 0 && gather(1) == 1) {
            int part = (int) Math.min(left, limit - position);
            position += part;
            left -= part;
        }
        return left == 0;
    }

    /** Brings in what was read already, as far as there is little in the array, so that whole packets lie ready in it. */
    void bringIn() {
        if (limit - position >= SLICE_BYTES || !read.hasRemaining()) return;
        if (bytes.length - limit < SLICE_BYTES) moveToFront(bytes);
        bringIn(SLICE_BYTES);
    }

    private void fill(int length) throws IOException {
        moveToFront(length <= bytes.length ? bytes : new byte[PIECE_MAX]);
        while (limit < length) {
            if (!read.hasRemaining() && !isReadOn()) return;
            bringIn(Math.max(SLICE_BYTES, length - limit));
        }
    }

    private void moveToFront(byte[] into) {
        int left = limit - position;
        System.arraycopy(bytes, position, into, 0, left);
        offsetOfBytes += position;
        bytes = into;
        position = 0;
        limit = left;
    }

    private void bringIn(int length) {
        int part = Math.min(Math.min(length, read.remaining()), bytes.length - limit);
        read.get(bytes, limit, part);
        limit += part;
    }

    private boolean isReadOn() throws IOException {
        int got = channel.read(read.clear());
        read.flip();
        return got > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
