from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render

from .clerk import session_required


def page(request):
    return render(request, 'orders.html', {'settings': settings})


@session_required
def orders(request):
    # In your application: from a database, by the session's user.
    items = ['Anvil']
    if request.method == 'POST':
        items.append(request.POST.get('item', ''))
    answer = {'user': request.clerk['sub'], 'session': request.clerk['sid'], 'orders': items}
    return JsonResponse(answer, status=201 if request.method == 'POST' else 200)
