//! The service worker: with it the page opens without a network, and another version comes only when it is wanted.

use gloo_events::EventListener;
use gloo_utils::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::Reflect;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache, VisibilityState,
};
use yew::prelude::*;

/// Another version of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct Update {
    /// Whether one is ready.
    pub ready: bool,
    registration: Rc<RefCell<Option<ServiceWorkerRegistration>>>,
}

type Listeners = Rc<RefCell<Vec<EventListener>>>;

/// Registers the service worker, from when the page has something to show, and sees whether another version is ready.
///
/// Where service workers are forbidden (files, insecure hosts, some frames) nothing happens, and the console stays silent.
#[hook]
pub(crate) fn use_update(is_shown: bool) -> Update {
    let ready = use_state_eq(|| false);
    let registration = use_mut_ref(|| None);
    use_effect_with(is_shown, {
        let (ready, registration) = (ready.setter(), Rc::clone(&registration));
        move |is_shown| {
            let listeners = Listeners::default();
            if *is_shown && let Some(registering) = register() {
                let listeners = Rc::clone(&listeners);
                spawn_local(async move {
                    if let Ok(registered) = registering.await
                        && let Ok(registered) = registered.dyn_into::<ServiceWorkerRegistration>()
                    {
                        watch(&registered, &ready, &listeners);
                        registration.replace(Some(registered));
                    }
                });
            }
            move || drop(listeners.take())
        }
    });
    Update {
        ready: *ready,
        registration,
    }
}

impl Update {
    /// Reloads the page, in the version that is ready. Other windows stay as they are.
    pub(crate) fn reload(&self) {
        let registration = self.registration.borrow();
        let waiting = registration
            .as_ref()
            .and_then(ServiceWorkerRegistration::waiting);
        let Some(waiting) = waiting else {
            // Another window has let it begin already.
            return reload();
        };
        let worker = waiting.clone();
        EventListener::new(&waiting, "statechange", move |_| {
            if worker.state() == ServiceWorkerState::Activated {
                reload();
            }
        })
        .forget();
        // It fails for values that cannot be copied, which this one can.
        let _ = waiting.post_message(&JsValue::from_str("activate"));
    }
}

fn reload() {
    // It fails in frames that may not navigate, which stay as they are.
    let _ = window().location().reload();
}

/// Begins to register the service worker that the document names, if it names one and there may be any.
fn register() -> Option<JsFuture> {
    let meta = document()
        .query_selector("meta[name=service-worker]")
        .ok()??;
    let script = meta.get_attribute("content")?;
    // Insecure pages have no such property, and in sandboxed frames it throws.
    let container =
        Reflect::get(&window().navigator(), &JsValue::from_str("serviceWorker")).ok()?;
    let container: ServiceWorkerContainer = container.dyn_into().ok()?;
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    Some(container.register_with_options(&script, &options).into())
}

fn watch(
    registration: &ServiceWorkerRegistration,
    ready: &UseStateSetter<bool>,
    listeners: &Listeners,
) {
    if registration.waiting().is_some() {
        ready.set(true);
    }
    let follow = {
        let (ready, listeners) = (ready.clone(), Rc::clone(listeners));
        let registration = registration.clone();
        move || {
            if let Some(worker) = registration.installing() {
                let listener = follow(&registration, worker, &ready);
                listeners.borrow_mut().push(listener);
            }
        }
    };
    follow();
    let found = EventListener::new(registration, "updatefound", move |_| follow());
    // A page that was open for days shows the notice when it is seen again.
    let registration = registration.clone();
    let seen = EventListener::new(&document(), "visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Visible
            && let Ok(asked) = registration.update()
        {
            // Without a network there is nothing new.
            spawn_local(async move { drop(JsFuture::from(asked).await) });
        }
    });
    listeners.borrow_mut().extend([found, seen]);
}

/// Says that a worker is ready once it is installed. The first of all is no update.
fn follow(
    registration: &ServiceWorkerRegistration,
    worker: ServiceWorker,
    ready: &UseStateSetter<bool>,
) -> EventListener {
    let (registration, ready) = (registration.clone(), ready.clone());
    let target = worker.clone();
    EventListener::new(&target, "statechange", move |_| {
        if worker.state() == ServiceWorkerState::Installed && registration.active().is_some() {
            ready.set(true);
        }
    })
}
