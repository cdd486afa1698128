//! The observer as a tower layer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::observer::Observer;
use super::refusal::{CallError, Refused};
use super::route_name::Target;

impl<S> Layer<S> for Observer {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed {
            inner,
            observer: Arc::new(self.clone()),
        }
    }
}

/// A service whose responses an [`Observer`] reads; made by its `layer`.
///
/// The body is not touched. What was announced is in the extensions of the response, as an
/// [`Announcement`](super::Announcement), unless nothing was.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug)]
pub struct Observed<S> {
    inner: S,
    observer: Arc<Observer>,
}

impl<S, A, B> Service<Request<A>> for Observed<S>
where
    S: Service<Request<A>, Response = Response<B>>,
{
    type Response = Response<B>;
    type Error = CallError<S::Error, Response<B>>;
    type Future = ObservedFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context).map_err(CallError::Service)
    }

    fn call(&mut self, mut request: Request<A>) -> Self::Future {
        self.observer.opt_in(request.headers_mut());
        ObservedFuture {
            target: Target::of(&request),
            observer: Arc::clone(&self.observer),
            inner: self.inner.call(request),
        }
    }
}

pin_project! {
    /// The response of an [`Observed`] service.
    #[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
    #[derive(Debug)]
    pub struct ObservedFuture<F> {
        #[pin]
        inner: F,
        observer: Arc<Observer>,
        target: Target,
    }
}

impl<F, B, E> Future for ObservedFuture<F>
where
    F: Future<Output = Result<Response<B>, E>>,
{
    type Output = Result<Response<B>, CallError<E, Response<B>>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.inner.poll(context)).map_err(CallError::Service)?;
        let observed = this.observer.observe(|| this.target.name(), response.headers());
        Poll::Ready(match observed {
            Ok(announcement) => {
                if let Some(announcement) = announcement {
                    response.extensions_mut().insert(announcement);
                }
                Ok(response)
            }
            Err(refusal) => Err(CallError::Refused(Box::new(Refused::new(refusal, response)))),
        })
    }
}
