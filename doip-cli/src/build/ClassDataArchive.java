import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the class data archive of doip.jar: what the JVM knows of its classes once "doip serve" is ready and has answered a
 * tester, so that the next start need not find it out again. The build runs it from source:
 * {@code java ClassDataArchive.java JAR ARCHIVE}.
 *
 * <p>An archive is of use to the very Java that made it, so the file "release" of that Java is laid beside it. A Java that
 * cannot make one is no fault: then a line says so.
 */
public final class ClassDataArchive {
    private static final int FIRST_THAT_LINKS = 24;
    private static final int PATIENCE_SECONDS = 60;
    private static final int ANSWER_MILLIS = 10_000;

    private static final String IDENTIFICATION = "03FC 0001 00000000";
    private static final String ACTIVATION = "03FC 0005 00000007 0E80 00 00000000";
    private static final List<String> REQUESTS = List.of("22F190", "3E00", "1003", "1902FF");

    private final Path home = Path.of(System.getProperty("java.home"));
    private final Path java = home.resolve("bin").resolve("java");
    private final Path jar;
    private final Path archive;
    private final Path classes;

    private ClassDataArchive(Path jar, Path archive) {
        this.jar = jar;
        this.archive = archive;
        this.classes = archive.resolveSibling(archive.getFileName() + ".classes");
    }

    public static void main(String[] args) throws InterruptedException {
        ClassDataArchive made = new ClassDataArchive(Path.of(args[0]), Path.of(args[1]));
        try {
            made.forget();
            made.train();
            made.write();
        } catch (IOException e) {
            System.out.println("No class data archive, \"doip serve\" will start more slowly: " + e);
        }
    }

    private Path release() {
        return archive.resolveSibling(archive.getFileName() + ".release");
    }

    private void forget() throws IOException {
        Files.deleteIfExists(archive);
        Files.deleteIfExists(release());
        Files.deleteIfExists(classes);
    }

    /** Lists the classes of a vehicle that talks to a tester. */
    private void train() throws IOException, InterruptedException {
        Process vehicle = new ProcessBuilder(
                        java.toString(),
                        "-XX:DumpLoadedClassList=" + classes,
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--port",
                        "0",
                        "--no-identification-delay")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = vehicle.inputReader()) {
            endLater(vehicle);
            String ready = out.readLine();
            if (ready == null || !ready.startsWith("ready ")) {
                throw new IOException("the vehicle did not start, it said " + ready);
            }
            talk(Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1)));
        } finally {
            vehicle.destroy();
            vehicle.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            vehicle.destroyForcibly();
        }
    }

    private static void endLater(Process process) {
        Thread watch = new Thread(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void talk(int port) throws IOException {
        InetAddress host = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket udp = new DatagramSocket()) {
            udp.setSoTimeout(ANSWER_MILLIS);
            byte[] request = bytes(IDENTIFICATION);
            udp.send(new DatagramPacket(request, request.length, new InetSocketAddress(host, port)));
            udp.receive(new DatagramPacket(new byte[1024], 1024));
        }
        try (Socket tcp = new Socket(host, port)) {
            tcp.setSoTimeout(ANSWER_MILLIS);
            OutputStream out = tcp.getOutputStream();
            DataInputStream in = new DataInputStream(tcp.getInputStream());
            out.write(bytes(ACTIVATION));
            skipMessage(in);
            for (String request : REQUESTS) {
                int length = 4 + request.length() / 2;
                out.write(bytes(String.format("03FC 8001 %08X 0E80 1001 %s", length, request)));
                skipMessage(in); // the acknowledge
                skipMessage(in); // the response
            }
        }
    }

    private static void skipMessage(DataInputStream in) throws IOException {
        in.readInt();
        in.skipNBytes(in.readInt());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private void write() throws IOException, InterruptedException {
        Path log = archive.resolveSibling(archive.getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                jar.toString()));
        if (Runtime.version().feature() >= FIRST_THAT_LINKS) {
            command.add(1, "-XX:+AOTClassLinking");
        }
        Process dump = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = dump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        dump.destroyForcibly();
        if (!ended || dump.exitValue() != 0 || !Files.exists(archive)) {
            Files.deleteIfExists(archive);
            throw new IOException("this Java (" + home + ") wrote none, see " + log);
        }
        // Windows would not delete it otherwise
        if (!archive.toFile().setWritable(true)) {
            throw new IOException(archive + " cannot be made writable");
        }
        Files.copy(home.resolve("release"), release(), StandardCopyOption.REPLACE_EXISTING);
    }
}
