new window.Pjax({ elements: '#nav a, #nav form', selectors: ['title', '#main'], cacheBust: false });
