package io.doip4j.testkit;

/**
 * ServiceLoader provider interface for more types that tests may have as parameters and {@link InjectDoip} fields: a client of
 * your own, already connected, for example.
 *
 * <pre>{@code
 * public final class YourClientResource implements DoipTestResource<YourClient> {
 *     @Override
 *     public Class<YourClient> type() {
 *         return YourClient.class;
 *     }
 *
 *     @Override
 *     public YourClient create(DoipServerHandle server) {
 *         return new YourClient("127.0.0.1", server.port());
 *     }
 * }
 * }</pre>
 *
 * <p>Named in {@code META-INF/services/io.doip4j.testkit.DoipTestResource}. Tests that run in parallel use one instance of the provider at the same time.
 *
 * @param <T> the type
 */
public interface DoipTestResource<T> {
    /**
     * The exact type of the parameters and fields.
     *
     * @return always the same; none of doip4j's own
     */
    Class<T> type();

    /**
     * Makes the object of one test: called when the test first asks for it, once for each server.
     *
     * @param server the running server
     * @return the object; closed after the test if it is {@link AutoCloseable}
     * @throws Exception fails the test
     */
    T create(DoipServerHandle server) throws Exception;
}
