// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * These are the messages of one direction of a WebSocket, put together from its frames (RFC 6455 §5.4) and inflated when
 * they are compressed (RFC 7692 §7.2.2): what came before in the direction stays the dictionary, as long as nothing of it
 * was missed.
 *
 * <p>A message holds at most {@link SipFraming#MESSAGE_MAX} octets, however small it was packed.
 */
final class WebSocketMessages {
    /** What a frame made of the message under way. */
    enum Outcome {
        /** The message is whole: {@link #bytes()} up to {@link #length()}, until the next frame. */
        MESSAGE,
        /** There is more to come, or the frame was one of control. */
        MORE,
        /** The message cannot be read; those behind it may be. */
        UNREADABLE,
        /** The message is longer than any of SIP. */
        TOO_LONG
    }

    /** What the sender takes off the end of each compressed message. */
    private static final byte[] DEFLATE_TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    /** A window and its tables, roughly. */
    private static final int INFLATER_OCTETS = 48 << 10;

    private static final int GROWTH = 1024;

    private byte[] frames = Bytes.NONE; // of the message so far, as they travelled
    private int framesLength;
    private byte[] inflated = Bytes.NONE;
    private int length;
    private boolean open;
    private boolean compressed;
    private @Nullable Inflater inflater;

    /** Takes a frame that is all there: its header wrapped, its first octet at the offset. */
    Outcome add(WebSocketFrame frame, byte[] bytes, int offset) {
        if (frame.isControl()) return Outcome.MORE;
        if (frame.opcode() == WebSocketFrame.CONTINUATION) {
            if (!open) return Outcome.UNREADABLE;
        } else {
            framesLength = 0;
            open = true;
            compressed = frame.isCompressed();
        }
        int count = (int) frame.payloadLength();
        if (framesLength + count > SipFraming.MESSAGE_MAX) return Outcome.TOO_LONG;
        frames = withRoom(frames, framesLength + count);
        frame.copy(bytes, offset, frames, framesLength, count);
        framesLength += count;
        if (!frame.isLast()) return Outcome.MORE;
        open = false;
        if (compressed) return inflate();
        length = framesLength;
        return Outcome.MESSAGE;
    }

    private static byte[] withRoom(byte[] bytes, int needed) {
        return needed <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2) + GROWTH);
    }

    private Outcome inflate() {
        Inflater source = inflater;
        if (source == null) {
            source = new Inflater(true);
            inflater = source;
        }
        length = 0;
        try {
            Outcome body = inflate(source, frames, framesLength);
            return body == Outcome.MESSAGE ? inflate(source, DEFLATE_TAIL, DEFLATE_TAIL.length) : body;
        } catch (DataFormatException e) {
            source.reset(); // its dictionary is lost
            return Outcome.UNREADABLE;
        }
    }

    private Outcome inflate(Inflater source, byte[] bytes, int count) throws DataFormatException {
        source.setInput(bytes, 0, count);
        while (!source.needsInput()) {
            if (source.finished()) { // a sender may close its block, and start the next anew
                int left = source.getRemaining();
                source.reset();
                source.setInput(bytes, count - left, left);
                if (left == 0) break;
            }
            if (length == inflated.length) {
                if (length >= SipFraming.MESSAGE_MAX) {
                    source.reset();
                    return Outcome.TOO_LONG;
                }
                inflated = withRoom(inflated, Math.min(Math.max(2 * length, 4 * GROWTH), SipFraming.MESSAGE_MAX));
            }
            int got = source.inflate(inflated, length, inflated.length - length);
            length += got;
            if (got == 0 && source.needsDictionary()) throw new DataFormatException("a preset dictionary");
        }
        return Outcome.MESSAGE;
    }

    byte[] bytes() {
        return compressed ? inflated : frames;
    }

    int length() {
        return length;
    }

    /** Something was missed: the message under way is lost, and so is what later ones may refer to. */
    void lose() {
        open = false;
        framesLength = 0;
        if (inflater != null) inflater.reset();
    }

    /** Releases what lies outside the heap. */
    void close() {
        if (inflater != null) inflater.end();
        inflater = null;
    }

    /** Octets that it keeps in memory. */
    int memory() {
        return frames.length + inflated.length + (inflater == null ? 0 : INFLATER_OCTETS);
    }
}
