// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Finds the newest checkpoint of earlier runs, in whatever file system Flink knows: {@code DIR/JOB/chk-N/_metadata}. */
final class LatestCheckpoint {
    private static final String METADATA = "_metadata";

    private LatestCheckpoint() {}

    /** The folder of the newest one that was completed; empty when there is none, or no such directory yet. */
    static Optional<String> in(String directory) throws IOException {
        Path root = new Path(directory);
        FileSystem files = root.getFileSystem();
        Optional<FileStatus> newest = Stream.of(list(files, root))
                .filter(FileStatus::isDir)
                .flatMap(job -> checkpoints(files, job.getPath()))
                .max(Comparator.comparingLong(FileStatus::getModificationTime));
        return newest.map(metadata -> metadata.getPath().getParent().toString());
    }

    private static Stream<FileStatus> checkpoints(FileSystem files, Path job) {
        return Stream.of(list(files, job))
                .filter(one -> one.isDir() && one.getPath().getName().startsWith("chk-"))
                .flatMap(one -> Stream.of(list(files, one.getPath())))
                .filter(file -> file.getPath().getName().equals(METADATA));
    }

    /** What is deleted meanwhile holds nothing. */
    private static FileStatus[] list(FileSystem files, Path folder) {
        try {
            FileStatus[] found = files.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        } catch (IOException e) {
            throw new IllegalArgumentException("checkpoint-dir: cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
