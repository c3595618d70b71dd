package io.doip4j.testkit;

/** Named in META-INF/services. */
public final class YourClientResource implements DoipTestResource<YourClient> {
    @Override
    public Class<YourClient> type() {
        return YourClient.class;
    }

    @Override
    public YourClient create(DoipServerHandle server) {
        return new YourClient("127.0.0.1", server.port());
    }
}
